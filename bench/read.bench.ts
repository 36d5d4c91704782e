import Papa from 'papaparse'
import { readSites } from '../src/network/read-sites'
import { type Benchmark, checksumOf, type Row } from './measure'

const ROWS = 1_000_000
const HEADER =
  '地市,区县,乡镇,基站名称,基站ID,小区名称,小区ID,CGI,TAC,PCI,经度,纬度,方位角,机械下倾角,电子下倾角,总下倾角,天线挂高,海拔,频段,下行频点,带宽,制式,功率(W),通道数,天线增益,覆盖类型,厂家,运营商,是否共享,覆盖场景,铁塔站址编码,状态,开通日期'
const BANDS = [
  '700M,152650,30,5G,240,4TR,15',
  '2.6G,504990,100,5G,240,64TR,17',
  '3.5G,633984,100,5G,200,64TR,17',
  'FDD1800,1300,20,4G,60,4TR,17',
  'FDD900,3590,10,4G,60,4TR,15',
]
const COUNTIES = ['丰泽区', '洛江区', '安溪县', '永春县', '德化县', '晋江市', '南安市']

/** An engineering-parameter table with 33 columns, six cells per station; a tenth of the cells is indoors. */
function* rowsOf(count: number): Generator<string> {
  yield `${HEADER}\r\n`
  let seed = 1
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32
  let place = ''
  for (let i = 0; i < count; i++) {
    const station = Math.floor(i / 6)
    const cell = (i % 6) + 1
    if (cell === 1) place = `${(117.57 + 1.5 * next()).toFixed(6)},${(24.37 + 1.5 * next()).toFixed(6)}`
    const [mechanical, electrical] = [Math.floor(5 * next()), Math.floor(8 * next())]
    const [band, arfcn, bandwidth, rat, power, trx, gain] = BANDS[station % BANDS.length].split(',')
    const gnb = 1_000_000 + station
    yield `泉州市,${COUNTIES[station % COUNTIES.length]},湖头镇,泉州湖头${station},${gnb},泉州湖头${station}-${cell},${cell},460-00-${gnb}-${cell},${100000 + (station % 500)},${i % 1008},${place},${(i % 3) * 120},${mechanical},${electrical},${mechanical + electrical},${20 + Math.floor(30 * next())},${Math.floor(100 + 500 * next())},${band},${arfcn},${bandwidth},${rat},${power},${trx},${gain},${next() < 0.1 ? '室分' : '宏站'},华为,中国移动,${next() < 0.5 ? '是' : '否'},农村,3505240${station},开通,2023/4/${1 + (i % 28)}\r\n`
  }
}

/** UTF-8 to GBK for the ideographs of the table: the decoder turned round. */
function gbkEncoder(): (text: string) => Uint8Array {
  const codes = new Map<string, [number, number]>()
  const decoder = new TextDecoder('gb18030')
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  }
  return (text) => {
    const bytes: number[] = []
    for (const char of text) {
      const code = char.charCodeAt(0)
      if (code < 128) bytes.push(code)
      else bytes.push(...(codes.get(char) ?? [0x3f]))
    }
    return Uint8Array.from(bytes)
  }
}

function tableOf(encode: (text: string) => Uint8Array): Uint8Array {
  const bytes = new Uint8Array(300 * ROWS)
  let at = 0
  for (const row of rowsOf(ROWS)) {
    const part = encode(row)
    bytes.set(part, at)
    at += part.length
  }
  return bytes.slice(0, at)
}

/** Cutting the same bytes into texts with Papa Parse, and nothing else. */
function papaMs(bytes: Uint8Array, label: string): number {
  const begun = performance.now()
  const decoder = new TextDecoder(label)
  for (let from = 0; from < bytes.length; ) {
    const reach = Math.min(bytes.length, from + 2 ** 20)
    const to = from + bytes.subarray(from, reach).lastIndexOf(10) + 1
    Papa.parse(decoder.decode(bytes.subarray(from, to)))
    from = to
  }
  return performance.now() - begun
}

/** A million cells read into a network: every field looked at, grouped into sites and stations. Once each: it takes seconds. */
async function run(): Promise<Row[]> {
  const rows: Row[] = []
  const encoder = new TextEncoder()
  for (const [label, encode] of [
    ['utf-8', (text: string) => encoder.encode(text)],
    ['gb18030', gbkEncoder()],
  ] as const) {
    const bytes = tableOf(encode)
    const begun = performance.now()
    const network = await readSites({ name: 'sites.csv', bytes })
    const ms = performance.now() - begun
    rows.push({
      name: `read-sites ${label}, ${ROWS.toLocaleString('en-US')} rows`,
      unit: 'row',
      nsPerUnit: (ms * 1e6) / ROWS,
      checksum: checksumOf(network.sites.map(({ lon, lat }) => lon + lat)) + network.cells.length,
      ratios: { 'papaparse, cutting only': papaMs(bytes, label) / ms },
    })
  }
  return rows
}

export const benchmarks: Benchmark[] = [{ name: 'read', run }]
