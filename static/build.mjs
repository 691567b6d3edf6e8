// Builds style sheets, scripts, fonts and pictures into dist/, with a hash of the contents in each name, and
// dist/manifest.json that maps plain names to hashed ones. Only packages of package.json are used.
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import esbuild from 'esbuild'
import rtlcss from 'rtlcss'
import * as sass from 'sass'

const here = new URL('.', import.meta.url).pathname
const out = here + 'dist/'
const manifest = {}

for (const old of readdirSync(out)) if (old !== '.keep') rmSync(out + old, { recursive: true })
mkdirSync(out + 'fonts', { recursive: true })

function write(name, data) {
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 10)
  const hashed = name.replace(/(\.[a-z]+)+$/, (ext) => `-${hash}${ext}`)
  writeFileSync(out + hashed, data)
  manifest[name] = hashed
}

const read = (name) => readFileSync(here + name, 'utf8')
const kit = (name) =>
  sass.compile(here + `css/kit-${name}.scss`, { loadPaths: [here, here + 'node_modules', here + 'css'], quietDeps: true, logger: sass.Logger.silent }).css
const minify = (css) => esbuild.transformSync(css, { loader: 'css', minify: true, target: ['chrome109', 'firefox115'] }).code

const base = read('css/base.css')
write('staff.css', minify(kit('staff') + read('css/fonts.css') + base + read('css/staff.css')))
const migrant = kit('migrant')
const own = base + read('css/migrant.css')
write('migrant.css', minify(migrant + own))
write('migrant.rtl.css', minify(rtlcss.process(migrant) + own))

for (const name of ['staff', 'migrant']) {
  const js = esbuild.buildSync({ entryPoints: [here + `js/${name}.js`], bundle: true, minify: true, format: 'iife', target: ['chrome109', 'firefox115'], write: false })
  write(`${name}.js`, js.outputFiles[0].contents)
}
write('favicon.svg', read('css/favicon.svg'))

const fonts = [
  ...['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext'].map((s) => ['noto-sans', s]),
  ['noto-naskh-arabic', 'arabic'],
]
for (const [family, subset] of fonts)
  for (const weight of [400, 700]) {
    const file = `${family}-${subset}-${weight}-normal.woff2`
    cpSync(`${here}node_modules/@fontsource/${family}/files/${file}`, out + 'fonts/' + file)
  }
writeFileSync(out + 'manifest.json', JSON.stringify(manifest, null, 1) + '\n')
