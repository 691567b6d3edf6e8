// Builds style sheets, scripts, fonts and pictures into dist/, with a hash of the contents in each name, and
// dist/manifest.json that maps plain names to hashed ones. Only packages of package.json are used.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import esbuild from 'esbuild'
import rtlcss from 'rtlcss'
import * as sass from 'sass'

const here = new URL('.', import.meta.url).pathname
const out = here + 'dist/'
const manifest = {}

mkdirSync(out + 'fonts', { recursive: true })

function write(name, data) {
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 10)
  const hashed = name.replace(/(\.[a-z0-9]+)+$/, (ext) => `-${hash}${ext}`)
  writeFileSync(out + hashed, data)
  manifest[name] = hashed
}

const read = (name) => readFileSync(here + name, 'utf8')
const kit = (name) =>
  sass.compile(here + `css/kit-${name}.scss`, { loadPaths: [here, here + 'node_modules', here + 'css'], quietDeps: true, logger: sass.Logger.silent }).css
const minify = (css) => esbuild.transformSync(css, { loader: 'css', minify: true, target: ['chrome109', 'firefox115'] }).code

// The fonts that fonts.css names, and no others.
const fonts = read('css/fonts.css').replace(/\/static\/(fonts\/([a-z-]+?)-(?:arabic|latin|latin-ext|cyrillic|cyrillic-ext)-\d+-normal\.woff2)/g, (_, name, family) => {
  if (!manifest[name]) write(name, readFileSync(`${here}node_modules/@fontsource/${family}/files/${name.slice('fonts/'.length)}`))
  return '/static/' + manifest[name]
})
const base = read('css/base.css')
const print = read('css/print.css') // after what it overrides
write('staff.css', minify(kit('staff') + fonts + base + read('css/staff.css') + print + read('css/slip.css')))
// The migrant's pages load no font: the phone's own have every letter.
const migrant = kit('migrant')
const own = base + read('css/migrant.css') + print
write('migrant.css', minify(migrant + own))
write('migrant.rtl.css', minify(rtlcss.process(migrant) + own))

for (const name of ['staff', 'migrant']) {
  const js = esbuild.buildSync({ entryPoints: [here + `js/${name}.js`], bundle: true, minify: true, format: 'iife', target: ['chrome109', 'firefox115'], write: false })
  write(`${name}.js`, js.outputFiles[0].contents)
}
for (const name of ['favicon', 'mark-night', 'mark-sky', 'mark-print']) write(`${name}.svg`, read(`css/${name}.svg`))
writeFileSync(out + 'manifest.json', JSON.stringify(manifest, null, 1) + '\n')

// Last of all, so that nothing is missing while this runs: what no name points to any more.
const wanted = new Set([...Object.values(manifest), 'manifest.json', '.keep', 'fonts'])
for (const old of readdirSync(out, { recursive: true })) if (!wanted.has(old)) rmSync(out + old, { recursive: true, force: true })
