"""Who works in the demo? Fictional officers of real authorities, each in the role the story needs."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from mla.models import Authority, Compartment, Membership, User
from mla.vocabulary import Classification, Role

OFFICE = "US-OIA"
"""The central authority whose office the cast is."""
CIRCLE = "harbour"
"""The one compartment of the demo: its members alone see the requests in it."""

_R, _C, _S = Classification.RESTRICTED, Classification.CONFIDENTIAL, Classification.SECRET


TITLES_ZH = {
    "Special Agent": "特别探员",
    "Assistant United States Attorney": "联邦助理检察官",
    "Deportation Officer": "遣返官员",
    "Registrar": "登记员",
    "Trial Attorney": "出庭律师",
    "Senior Trial Attorney": "高级出庭律师",
    "Data Protection Officer": "数据保护官",
    "Security Adviser": "安全顾问",
    "Deputy Director": "副主任",
    "Legal Translator": "法律翻译",
    "Dispatch Officer": "发文员",
    "Liaison Officer": "联络官",
    "Supervisory Special Agent": "主管特别探员",
    "Head of Unit": "处长",
    "Duty Officer": "值班员",
    "Emergency Officer": "紧急事务官员",
    "Administrator": "系统管理员",
    "Auditor": "审计员",
    "Diversion Investigator": "药品流弊调查员",
}
"""The official titles of the cast as Chinese letters and pages have them."""


@dataclass(frozen=True, slots=True)
class Officer:
    """One fictional officer, with what makes the person's account."""

    username: str
    given: str
    family: str
    name_zh: str
    title: str
    roles: tuple[Role, ...]
    authority_code: str = OFFICE
    language: str = "en"
    zone: str = "America/New_York"
    clearance: int = _S
    compartments: tuple[str, ...] = (CIRCLE,)


CAST = [
    Officer("ada", "Ada", "Whitcombe", "艾达·惠特科姆", "Special Agent", (Role.REQUESTER,), "US-FBI"),
    Officer("ian", "Ian", "Marlowe", "伊恩·马洛", "Assistant United States Attorney", (Role.REQUESTER,), "US-USAO-NJ",
            clearance=_C, compartments=()),
    Officer("rosa", "Rosa", "Delacourt", "罗莎·德拉考特", "Deportation Officer", (Role.REQUESTER,), "US-ICE-ERO",
            clearance=_C, compartments=()),
    Officer("ben", "Ben", "Okafor-Hale", "本·奥卡福-黑尔", "Registrar", (Role.REGISTRAR,)),
    Officer("cleo", "Cleo", "Hartigan", "克莉奥·哈蒂根", "Trial Attorney", (Role.REVIEWER,)),
    Officer("carl", "Carl", "Lindqvist", "卡尔·林德奎斯特", "Senior Trial Attorney", (Role.REVIEWER,)),
    Officer("dpo", "Priya", "Venkatraman", "普丽娅·文卡特拉曼", "Data Protection Officer", (Role.DATA_PROTECTION,)),
    Officer("sec", "Helen", "Strand", "海伦·斯特兰德", "Security Adviser", (Role.SECURITY,)),
    Officer("dov", "Dov", "Feldstein", "多夫·费尔德斯坦", "Deputy Director", (Role.COUNTERSIGNER,)),
    Officer("tess", "Tess", "Shen", "沈若彤", "Legal Translator", (Role.TRANSLATOR,), language="zh-hans"),
    Officer("dan", "Dan", "Kowalczyk", "丹·科瓦尔奇克", "Dispatch Officer", (Role.DISPATCHER,)),
    Officer("lin", "Jing", "Lin", "林静", "Liaison Officer", (Role.LIAISON,), language="zh-hans", zone="Asia/Shanghai"),
    Officer("xia", "Ming", "Xia", "夏明", "Supervisory Special Agent", (Role.EXECUTING_OFFICER,), "US-FBI"),
    Officer("max", "Max", "Brandvold", "马克斯·布兰沃尔德", "Assistant United States Attorney",
            (Role.EXECUTING_OFFICER,), "US-USAO-NJ", clearance=_C, compartments=()),
    Officer("sam", "Sam", "Aldana", "萨姆·阿尔达纳", "Head of Unit", (Role.SUPERVISOR,)),
    Officer("gus", "Gus", "Petrakis", "格斯·佩特拉基斯", "Duty Officer", (Role.DUTY_OFFICER,)),
    Officer("emi", "Emily", "Navarro-Reid", "埃米莉·纳瓦罗-里德", "Emergency Officer", (Role.EMERGENCY_OFFICER,)),
    Officer("adm", "Robin", "Calder", "罗宾·考尔德", "Administrator", (Role.ADMINISTRATOR,), clearance=_R,
            compartments=()),
    Officer("ruth", "Ruth", "Ostrander", "露丝·奥斯特兰德", "Auditor", (Role.AUDITOR,)),
    Officer("eve", "Eve", "Tollman", "伊芙·托尔曼", "Diversion Investigator", (Role.REQUESTER,), "US-DEA",
            compartments=()),
]


def make_cast(password: str) -> dict[str, User]:
    """The officers' accounts by user name, created or brought up to date; all share the password given."""
    circle, _made = Compartment.objects.get_or_create(code=CIRCLE, defaults={"name": "Harbour"})
    hashed = make_password(password)
    authorities = Authority.objects.in_bulk(field_name="code")
    return {officer.username: _account(officer, hashed, authorities, circle) for officer in CAST}


def _account(officer: Officer, hashed: str, authorities: dict[str, Authority], circle: Compartment) -> User:
    user, _made = User.objects.update_or_create(
        username=officer.username,
        defaults={
            "first_name": officer.given, "last_name": officer.family, "name_zh": officer.name_zh,
            "email": f"{officer.username}@office.example.org", "title": officer.title,
            "title_zh": TITLES_ZH[officer.title], "language": officer.language, "zone": officer.zone,
            "clearance": officer.clearance, "password": hashed, "is_active": True,
            "is_staff": Role.ADMINISTRATOR in officer.roles,
        },
    )
    user.compartments.set([circle] if CIRCLE in officer.compartments else [])
    for role in officer.roles:
        Membership.objects.get_or_create(user=user, authority=authorities[officer.authority_code], role=role)
    return user
