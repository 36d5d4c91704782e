import { type ColumnKind, type SheetColumn, type SheetData, writeWorkbook } from '../formats/tables/xlsx-writer'
import { kmlText } from '../formats/vectors/kml-writer'
import { TOWER_DEMAND_COLUMNS, type TowerDemandRow } from '../plan/tower-demand'
import { datumName } from './datum-name'
import { type OutputFrame, outputFrame, rowInFrame } from './output-frame'
import type { proposalRow } from './rows'

type Row = Readonly<Record<string, unknown>>

/** How columns of the tables are shown in Excel, by the end of their names. */
const KINDS: ReadonlyArray<readonly [RegExp, ColumnKind]> = [
  [/^(lon|lat)$/, 'degrees'],
  [/^[xy]$/, 'decimal'],
  [/^(area_hard|area_expected|population_hard|population_expected)$|share$/, 'share'],
  [/cny$/, 'money'],
  [/(km2|dbm|_m|_db|value|threshold|margin)$/, 'decimal'],
  [
    /^(rank|quarter|points|ports|population|households|stations)$|^gain_|^relief_|^cumulative_|_(covered|total)$/,
    'integer',
  ],
]

/** A sheet of records: columns from the first row, kinds by their names; numbers that mix with text stay as they are. */
export function sheetOf(name: string, rows: readonly Row[]): SheetData {
  const columns: SheetColumn[] = Object.keys(rows[0] ?? {}).map((key) => ({
    key,
    header: key,
    kind:
      KINDS.find(([pattern]) => pattern.test(key))?.[1] ??
      (rows.some((row) => typeof row[key] === 'number') ? 'decimal' : 'text'),
  }))
  return { name, columns, rows }
}

/** The workbook of a run: one sheet per table, empty tables left out. */
export function tablesWorkbook(tables: Readonly<Record<string, readonly Row[]>>): Promise<Uint8Array> {
  const sheets = Object.entries(tables).filter(([, rows]) => rows.length > 0)
  return writeWorkbook(sheets.map(([name, rows]) => sheetOf(name, rows)))
}

/** The frame for documents that hold nothing but degrees: that of the run, or WGS-84 where it counts metres. */
const inDegrees = (frame: OutputFrame): OutputFrame => (frame.projected ? outputFrame() : frame)

/**
 * The tower-demand sheet (铁塔需求表) as a workbook of its own, in degrees of the frame's datum (WGS-84 where that counts metres); where the
 * run does not write WGS-84, each row's 备注 says which.
 */
export function towerDemandWorkbook(
  demands: readonly TowerDemandRow[],
  frame: OutputFrame = outputFrame(),
): Promise<Uint8Array> {
  const degrees = inDegrees(frame)
  const rows = demands.map((row) => {
    if (frame.datum === 'wgs84') return row
    const [lon, lat] = degrees.place(Number(row.经度), Number(row.纬度))
    return { ...row, 经度: lon, 纬度: lat, 备注: `${row.备注}; 坐标系 ${datumName(degrees.datum)}` }
  })
  const kindOf = (key: string): ColumnKind =>
    key === '经度' || key === '纬度' ? 'degrees' : /数$|\((米|月)\)$/.test(key) ? 'integer' : 'text'
  return writeWorkbook([
    { name: '需求', columns: TOWER_DEMAND_COLUMNS.map((key) => ({ key, header: key, kind: kindOf(key) })), rows },
  ])
}

/** Colours of the four quarters, and of fibre terminals. */
const COLOURS = ['#1b7837', '#2166ac', '#e08214', '#b2182b']

/**
 * The proposals for Google Earth: one folder per quarter, one colour for each of a year's four; the table of a proposal in its balloon. KML is WGS-84 by
 * definition: where the run writes an offset frame of web maps the document's description says so; where it writes metres, KML stays WGS-84.
 */
export function planKml(
  rows: readonly ReturnType<typeof proposalRow>[],
  synthetic: boolean,
  frame: OutputFrame = outputFrame(),
): string {
  const degrees = inDegrees(frame)
  const styles = [
    ...COLOURS.map((color, i) => ({ id: `q${i + 1}`, color })),
    { id: 'olt', color: '#762a83', iconScale: 0.8 },
  ]
  const years = rows.reduce((last, { year }) => Math.max(last, year), 1)
  const quarters = Array.from({ length: 4 * years }, (_, i) => ({ year: 1 + Math.floor(i / 4), quarter: 1 + (i % 4) }))
  const folders = quarters.map(({ year, quarter }) => ({
    name: years > 1 ? `Year ${year} Q${quarter}` : `Q${quarter}`,
    open: false,
    features: rows
      .filter((row) => row.quarter === quarter && row.year === year)
      .map((row) => ({
        name: `${row.rank} ${row.township}${row.village}`.trim(),
        style: row.kind === 'olt' ? 'olt' : `q${quarter}`,
        geometry: { type: 'Point' as const, coordinates: degrees.place(row.lon, row.lat) },
        properties: rowInFrame(row, degrees),
      })),
  }))
  const notes = [
    synthetic ? 'Synthetic data: not a plan of real stations.' : '',
    frame.datum === 'wgs84' ? '' : `Coordinates: ${datumName(degrees.datum)}.`,
  ]
  return kmlText('gigaplan', styles, folders, notes.filter((note) => note !== '').join(' '))
}
