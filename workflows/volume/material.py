"""Of what do the requests of the volume tell? Invented persons, firms and matters, in both languages."""

GIVEN = (
    ("Wei", "伟"), ("Anna", "安娜"), ("Jun", "军"), ("Peter", "彼得"), ("Li", "丽"), ("Marta", "玛塔"), ("Hao", "浩"),
    ("Owen", "欧文"), ("Xiuying", "秀英"), ("Clara", "克拉拉"), ("Yang", "洋"), ("Victor", "维克托"), ("Na", "娜"),
)
_LATIN = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang"
    " Xu Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding"
)
_HAN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁"
SURNAMES = tuple(zip(_LATIN.split(" "), _HAN, strict=True))
MATTERS = (
    ("Invoice fraud", "发票诈骗", "cybercrime"),
    ("Ransomware against a clinic", "针对诊所的勒索软件案", "cybercrime"),
    ("Precursor shipments", "前体化学品走私", "narcotics"),
    ("Fentanyl analogues by parcel", "邮寄芬太尼类物质", "narcotics"),
    ("Flight of a convicted treasurer", "已判刑司库潜逃", "fugitives"),
    ("Sham investment platform", "虚假投资平台", "cybercrime"),
    ("Return of removable persons", "遣返非法居留人员", "repatriation"),
    ("Intrusion into a water utility", "入侵供水企业", "network"),
    ("Laundering through shell companies", "利用空壳公司洗钱", "other"),
    ("Theft of trade secrets", "盗窃商业秘密", "other"),
    ("Financing of a listed group", "资助列名组织", "terrorism"),
    ("Phishing of pension accounts", "养老金账户钓鱼", "cybercrime"),
)
MEASURES = (
    ("bank records", "调取银行记录", "records"), ("testimony by video", "视频作证", "testimony"),
    ("service of a summons", "送达传票", "serve"), ("freezing of an account", "冻结账户", "search_freeze"),
    ("location of a person", "查找人员", "locate"), ("expert evaluation", "专家鉴定", "expert"),
    ("subscriber data", "调取用户信息", "information"), ("forfeiture", "没收", "forfeit"),
)
PLACES = (
    ("Newark", "纽瓦克"), ("Suzhou", "苏州"), ("Shanghai", "上海"), ("Houston", "休斯敦"), ("Seattle", "西雅图"),
    ("Guangzhou", "广州"), ("Chengdu", "成都"), ("Boston", "波士顿"), ("Tacoma", "塔科马"), ("Wuhan", "武汉"),
)
FACTS = (
    "{name} ({native}) induced staff of Example Widgets (Testing) Co. in {place} to pay forged invoices into account"
    " {number}. 嫌疑人{native}以伪造发票诱使{place_zh}样例公司付款。\n"
    "The account {number} was opened by {name} ({native}) in {place} and received the proceeds of {matter}."
    " 该账户由{native}在{place_zh}开立,用于接收赃款。\n"
    "Logs of the provider show sessions of {name} ({native}) from {place} on eleven days; number {number} was given as"
    " contact. 服务商日志显示{native}自{place_zh}登录。"
).splitlines()
