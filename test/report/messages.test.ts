import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MESSAGES } from '../../src/report/messages'

const { en, zh } = MESSAGES
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

test('both languages say every message, with the same figures in it', () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of Object.entries(en)) {
    const other = zh[key as keyof typeof zh]
    if (key !== 'sentence.space') {
      expect(text.trim(), key).not.toBe('')
      expect(other.trim(), key).not.toBe('')
    }
    expect([...new Set(placeholders(other))], key).toEqual([...new Set(placeholders(text))])
  }
})

test('Chinese messages are Chinese: no English words but names and units, full-width punctuation, no space before units', () => {
  const names =
    /RSRP|RSRQ|SINR|dBm|dB|CSV|JavaScript|Esc|Shift|MHz|English|Switch to|gigaplan|UMa|UMi|RMa|TR 38\.901|Hata|COST|Okumura|Mbps|PON|10G|5G|viridis|cividis|tif|csv|NB-IoT|km²/g
  for (const [key, text] of Object.entries(zh)) {
    const rest = text
      .replace(/\{\w+\}/g, '')
      .replace(names, '')
      .replace('rejected.csv', '')
    if (key === 'switchLanguage' || key === 'switchLanguageLabel') continue
    expect(rest.match(/[A-Za-z]{3,}/g)?.filter((word) => !['rejected', 'coverage'].includes(word)) ?? [], key).toEqual(
      [],
    )
    expect(/[一-鿿][,;:?!]/.test(text), `${key}: ${text}`).toBe(false)
    expect(/\d [一-鿿]/.test(text), `${key}: ${text}`).toBe(false)
  }
})

test('every message is used', () => {
  const files = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
    )
  const source = files('src')
    .filter((file) => file.endsWith('.ts') && !/messages[/\\](en|zh)|(client|page)-bundle/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  // Words looked up by a value from the data, and columns of tables.
  const groups = /^(value|reason|stop|indicator|model|input|place|column|layer|by|table|whatIf\.(tool|hint|legend))\./
  const unused = Object.keys(en).filter((key) => !groups.test(key) && !source.includes(`'${key}'`))
  expect(unused).toEqual([])
})
