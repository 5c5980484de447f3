// Builds the bundle of the sealing pages and the two offline tools. The same sources and the same
// packages give the same bytes; packages.sha256 says which packages those are.
//
//   cp -r src/match/bids/browser SOMEWHERE && cd SOMEWHERE
//   npm install --no-package-lock --ignore-scripts
//   node build.mjs OUT             writes OUT/sealing.js, sealing-bid.html, sealing-official.html
//   node build.mjs --record        writes packages.sha256 anew, after packages were renewed
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const RECORD = join(HERE, 'packages.sha256')
const PACKAGES = ['@noble/ciphers', '@noble/curves', '@noble/hashes', '@scure/base', 'age-encryption', 'shamir-secret-sharing', 'esbuild']
const sha256 = (bytes, kind = 'hex') => createHash('sha256').update(bytes).digest(kind)

function files(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? (name === 'node_modules' ? [] : files(path)) : [path]
  })
}

// One line a package: the hash of its files by name, as they lie unpacked. esbuild's own program
// differs from machine to machine, so of it the part that is JavaScript is looked at.
function told(name) {
  const folder = join(HERE, 'node_modules', name)
  const list = files(folder).filter((path) => name !== 'esbuild' || /\.(js|json)$/.test(path))
  const text = list.map((path) => `${sha256(readFileSync(path))}  ${relative(folder, path)}\n`).join('')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${sha256(text)}  ${name}@${version}\n`
}

const found = PACKAGES.map(told).join('')
if (process.argv[2] === '--record') {
  writeFileSync(RECORD, found)
  process.exit(0)
}
if (found !== readFileSync(RECORD, 'utf8')) {
  console.error(`the packages are not those of packages.sha256:\n${found}`)
  process.exit(1)
}

async function bundle(entry) {
  const absent = join(HERE, 'source', 'absent.js')
  const { outputFiles } = await build({
    entryPoints: [join(HERE, 'source', entry)],
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    legalComments: 'none',
    target: ['chrome86', 'safari14.1', 'firefox86'],
    alias: {
      '@noble/post-quantum/hybrid.js': absent,
      '@noble/curves/nist.js': absent,
      // The package names its front door only; the class of X25519 keys lies behind it.
      'age-encryption/recipients': join(HERE, 'node_modules', 'age-encryption', 'dist', 'recipients.js'),
    },
    write: false,
  })
  return outputFiles[0].text
}

// In a page made of one file the script must not end itself early.
const inline = (script) => script.replace(/<\/(script)/gi, '<\\/$1')

const out = process.argv[2]
mkdirSync(out, { recursive: true })
const notice = '/* Xiangtonghui sealing. Holds age-encryption (BSD-3-Clause), shamir-secret-sharing (Apache-2.0), noble and scure (MIT): see NOTICE. */\n'
writeFileSync(join(out, 'sealing.js'), notice + await bundle('page.js'))

const template = readFileSync(join(HERE, 'offline', 'tool.html'), 'utf8')
const css = readFileSync(join(HERE, 'offline', 'tool.css'), 'utf8')
const js = inline(notice + await bundle('offline.js'))
const titles = { bid: '离线封存响应文件 · 湘童汇', official: '离线开标工具 · 湘童汇' }
for (const [tool, title] of Object.entries(titles)) {
  const values = { tool, title, css, js, script: sha256(js, 'base64'), style: sha256(css, 'base64') }
  writeFileSync(join(out, `sealing-${tool}.html`), template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]))
}
for (const name of readdirSync(out).sort()) console.log(`${sha256(readFileSync(join(out, name)))}  ${name}`)
