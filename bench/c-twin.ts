import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** In the order in which C has to see their constants. */
const SOURCES = [
  'layout',
  'math',
  'diffraction',
  'sweep-hull',
  'sweep-path',
  'itm-functions',
  'itm-context',
  'itm-terrain',
  'itm-diffraction',
  'itm-troposcatter',
  'itm-reference',
  'itm-variability',
  'sweep-itm',
  'sweep-polar',
  'sweep-sample',
  'sweep',
]

/**
 * The kernels of the sweep in C: the AssemblyScript of assembly/ uses no more of its language than numbers, addresses and
 * vectors, so it becomes C word by word (types before names, a semicolon after each statement). The twin cannot fall behind.
 */
export function kernelsInC(): string {
  const bodies: string[] = []
  const heads: string[] = []
  for (const name of SOURCES) {
    const source = readFileSync(join(ROOT, 'assembly', `${name}.ts`), 'utf8')
    const plain = source
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '')
      .replace(/^import[\s\S]*?from '.*'$/gm, '')
      .replace(/^@inline$/gm, '')
      .replace(/,(\s*\))/g, '$1')
    bodies.push(toC(plain, heads))
  }
  return `${heads.join('\n')}\n${bodies.join('\n')}`
}

function toC(source: string, heads: string[]): string {
  const text = source
    // Vector words: f32x4.add → f32x4_add; v128.shuffle<f32> → v128_shuffle_f32.
    .replace(/v128\.shuffle<f32>/g, 'v128_shuffle_f32')
    .replace(/\b(f32x4|i32x4|v128)\.(\w+)/g, '$1_$2')
    .replace(/\bMath\.abs\b/g, 'fabs')
    .replace(/\bMath\./g, '')
    .replace(/\bload<(\w+)>\(/g, 'LOAD($1, ')
    .replace(/\bstore<(\w+)>\(/g, 'STORE($1, ')
    .replace(/\breinterpret<f64>/g, 'AS_F64')
    .replace(/\breinterpret<i64>/g, 'AS_I64')
    .replace(/\bmemory\.copy\(/g, 'memcpy(')
    .replace(/\bmemory\.fill\(/g, 'memset(')
    .replace(/\bNaN\b/g, 'NAN')
    .replace(/<(f64|f32|i32|i64|u32|u8|usize)>(?=[\w(<-])/g, '($1)')
    // Functions: types before names.
    .replace(/(?:export )?function (\w+)\(([^)]*)\): (\w+) \{/g, (_, name: string, list: string, type: string) => {
      const parameters = list
        .split(',')
        .map((parameter) => parameter.trim())
        .filter((parameter) => parameter)
        .map((parameter) => parameter.replace(/^(\w+): (\w+)$/, '$2 $1'))
        .join(', ')
      heads.push(`static ${type} ${name}(${parameters});`)
      return `static ${type} ${name}(${parameters}) {`
    })
    // Constants of a file, then variables.
    .replace(/^export const (\w+) = (.*)$/gm, '#define $1 ($2)')
    .replace(/^(?:export )?const (\w+): (\w+) = (.*)$/gm, '#define $1 (($2)($3))')
    .replace(/\b(?:let|const) (\w+): (\w+)/g, '$2 $1')
    .replace(/\b(?:let|const) (\w+) =/g, '__auto_type $1 =')
  return withSemicolons(text)
}

/** A statement ends with its line, unless the line or the next one says that it goes on. */
function withSemicolons(text: string): string {
  const lines = text.split('\n')
  return lines
    .map((line, i) => {
      const here = line.trim()
      if (!here || here.startsWith('#')) return line
      const next = lines.slice(i + 1).find((other) => other.trim())
      const goesOn =
        (!/(?:\+\+|--)$/.test(here) && /(?:[{(,?:+*/=;|&-]|\belse|\bdo)$/.test(here)) ||
        /^\s*(?:[?:+*/.)]|&&|\|\|)/.test(next ?? '')
      if (goesOn || here === '}') return line
      return `${line};`
    })
    .join('\n')
}

/** A compiled twin, or undefined where there is no C compiler that knows the processor's SSE4.1. */
export interface Twin {
  run(input: Uint8Array): { nsPerUnit: number; checksum: number }
  close(): void
}

export function compileTwin(): Twin | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-twin-'))
  const close = () => rmSync(folder, { recursive: true, force: true })
  try {
    writeFileSync(join(folder, 'kernels.inc'), kernelsInC())
    const flags = ['-O3', '-msse4.1', '-ffp-contract=off', '-fno-strict-aliasing', '-w']
    execFileSync('cc', [...flags, '-I', folder, join(ROOT, 'bench/sweep.c'), '-o', join(folder, 'twin'), '-lm'], {
      stdio: ['ignore', 'ignore', process.env.TWIN_DEBUG ? 'inherit' : 'ignore'],
    })
  } catch {
    close()
    return undefined
  }
  return {
    run(input) {
      const file = join(folder, 'case.bin')
      writeFileSync(file, input)
      const [ns, sum] = execFileSync(join(folder, 'twin'), [file], { encoding: 'utf8' }).trim().split(' ').map(Number)
      return { nsPerUnit: ns, checksum: sum }
    },
    close,
  }
}
