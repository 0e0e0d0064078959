// Builds static/build/ from frontend/ and node_modules/: one stylesheet, the scripts, the icons the
// stylesheet names. It never copies a font, crest, crown or favicon of the British government.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const govuk = join(modules, 'govuk-frontend', 'dist', 'govuk')
const moj = join(modules, '@ministryofjustice', 'frontend', 'moj')
const out = join(root, 'static', 'build')

// A hashed-file storage follows sourceMappingURL and fails on the missing map.
const withoutSourceMap = (text) => text.replace(/^.*\/\/# sourceMappingURL=.*$/gm, (line) =>
  line.replace(/\/\/# sourceMappingURL=.*$/, ''))

// MOJ calls mixins that GOV.UK has deprecated; only our own warnings are of use to us.
const logger = {
  warn (message, { stack = '' }) {
    if (!stack.includes('node_modules')) console.warn(message, stack)
  }
}

function buildStylesheet () {
  // Two load paths: MOJ's own files import "node_modules/govuk-frontend/...".
  const { css } = sass.compile(join(root, 'frontend', 'app.scss'), {
    loadPaths: [root, modules], style: 'compressed', quietDeps: true, logger
  })
  if (/GDS Transport|crest|crown|url\(["']?data:/i.test(css)) {
    throw new Error('app.css holds a font, crest or data: address that must not be shipped')
  }
  writeFileSync(join(out, 'app.css'), css)
  return [...new Set([...css.matchAll(/images\/([\w.-]+\.svg)/g)].map((match) => match[1]))]
}

function copyScripts () {
  for (const [folder, name] of [[govuk, 'govuk-frontend.min.js'], [moj, 'moj-frontend.min.js']]) {
    writeFileSync(join(out, name), withoutSourceMap(readFileSync(join(folder, name), 'utf8')))
  }
  cpSync(join(root, 'frontend', 'js'), out, { recursive: true })
  cpSync(join(root, 'frontend', 'icon.svg'), join(out, 'icon.svg'))
  cpSync(join(root, 'frontend', 'letter.css'), join(out, 'letter.css'))
}

function copyLicences () {
  mkdirSync(join(out, 'licences'))
  for (const [name, folder] of [['govuk-frontend', join(modules, 'govuk-frontend')],
    ['moj-frontend', join(modules, '@ministryofjustice', 'frontend')]]) {
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    writeFileSync(join(out, 'licences', `${name}.txt`), `${name} ${version}, licence ${license}\n`)
  }
}

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'images'), { recursive: true })
for (const icon of buildStylesheet()) {
  cpSync(join(moj, 'assets', 'images', icon), join(out, 'images', icon))
}
copyScripts()
copyLicences()
console.log('Built static/build/')
