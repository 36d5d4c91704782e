import type { Lang } from '../../output/summary'
import { sharesAfter } from '../charts/county-chart'
import { escaped } from '../escaped'
import { type MessageKey, type Say, sayerOf, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { distance, percent, plain, UNKNOWN } from '../numbers'
import { yearsOf } from '../periods'

type Kind = 'text' | 'name' | 'count' | 'decimal' | 'share' | 'flag' | 'distance' | 'value' | 'reason' | 'list'

export interface TableColumn {
  key: string
  kind: Kind
}

export type TableRow = Record<string, unknown>

export interface ReportTable {
  id: 'counties' | 'townships' | 'failing' | 'villages' | 'gaps' | 'proposals' | 'indicators'
  columns: TableColumn[]
  rows: TableRow[]
  /** File of the output folder that holds all of it. */
  file: string
}

const columns = (text: string): TableColumn[] =>
  text.split(' ').map((part) => {
    const [key, kind = 'text'] = part.split(':')
    return { key, kind: kind as Kind }
  })

const AREA =
  'population:count area_km2:decimal villages_covered:count villages_total:count population_hard:share population_expected:share area_hard:share area_expected:share gap_population:count gap_area_km2:decimal stations:count'
const VILLAGE =
  'name township county code kind:value population:count area_km2:decimal population_hard:share area_hard:share passes:flag has_gigabit:flag best_rsrp_dbm:decimal best_cell'

/** The tables of a report. Rows carry `#`, the index of their village, gap or proposal, by which map and table are linked. */
export function reportTables(model: ReportModel): ReportTable[] {
  const numbered = (rows: object[]): TableRow[] => rows.map((row, index) => ({ ...row, '#': index }))
  const villages = numbered(model.villages)
  const proposed = new Map<string, number>()
  for (const { county } of model.proposals) proposed.set(county, (proposed.get(county) ?? 0) + 1)
  const after = sharesAfter(model)
  const withPlan = model.proposals.length > 0
  const year = yearsOf(model.proposals) > 1 ? ' year:count' : ''
  const villageNames = new Map(model.villages.map(({ code, name }) => [code, name]))
  return [
    {
      id: 'counties',
      columns: columns(`name ${AREA}${withPlan ? ' proposed:count after:share' : ''}`),
      rows: model.counties.map((row, i) => ({
        ...row,
        proposed: proposed.get(row.name) ?? 0,
        after: after[i],
        '#': i,
      })),
      file: 'counties.csv',
    },
    {
      id: 'townships',
      columns: columns(`name county ${AREA}`),
      rows: numbered(model.townships),
      file: 'townships.csv',
    },
    {
      id: 'failing',
      columns: columns(
        'name township county population:count reason:reason best_rsrp_dbm:decimal population_hard:share area_hard:share points:count points_estimated:count code',
      ),
      rows: villages.filter((row) => row.passes === false),
      file: 'villages.csv',
    },
    { id: 'villages', columns: columns(VILLAGE), rows: villages, file: 'villages.csv' },
    {
      id: 'gaps',
      columns: columns(
        'id class:value township county population:count area_km2:decimal nearest_site_m:distance villages:list',
      ),
      rows: numbered(model.gaps)
        .map((gap) => ({
          ...gap,
          villages: (Array.isArray(gap.villages) ? gap.villages : String(gap.villages ?? '').split(/[;, ]+/)).map(
            (code) => villageNames.get(String(code)) ?? code,
          ),
        }))
        .sort((a, b) => Number((b as TableRow).population ?? 0) - Number((a as TableRow).population ?? 0)),
      file: 'gaps.geojson',
    },
    {
      id: 'proposals',
      columns: columns(
        `rank:count county township village reason:reason band height_m:decimal shares_site:flag gain_people:count gain_villages:count cost_cny:count cumulative_people:count${year} quarter lon:decimal lat:decimal`,
      ),
      rows: numbered(model.proposals),
      file: 'plan.csv',
    },
    ...indicatorTable(model),
  ]
}

/** The gigabit board, where the run has one. */
function indicatorTable({ summary }: ReportModel): ReportTable[] {
  const rows = (summary.indicators ?? []).map((indicator, i) => {
    const figure = (value: number | null | undefined): string => {
      if (value === null || value === undefined) return ''
      return indicator.unit === 'share' ? percent(value) : plain(value, 2)
    }
    const { value, after, threshold, margin, atLeast } = indicator
    return {
      ...indicator,
      name: indicator.name ?? { en: indicator.code, zh: indicator.code },
      value: value === null ? '' : `${atLeast ? '≥ ' : ''}${figure(value)}`,
      after: figure(after),
      threshold: figure(threshold),
      margin: figure(margin),
      '#': i,
    }
  })
  if (rows.length === 0) return []
  const named = 'number name:name value after threshold margin pass:flag year missing:list source'
  return [{ id: 'indicators', columns: columns(named), rows, file: 'indicators.csv' }]
}

/** A column's heading. */
export function columnName(say: Say, key: string): string {
  return key === 'after' ? say('chart.after') : say(`column.${key}` as MessageKey)
}

/** One cell of a table as text in a language. */
export function cellText(value: unknown, kind: Kind, key: string, lang: Lang): string {
  if (value === null || value === undefined || value === '') return kind === 'text' || kind === 'reason' ? '' : UNKNOWN
  switch (kind) {
    case 'count':
      return plain(Number(value))
    case 'decimal':
      return plain(Number(value), key === 'lon' || key === 'lat' ? 5 : 1)
    case 'share':
      return percent(Number(value))
    case 'distance':
      return distance(Number(value), lang)
    case 'flag':
      return typeof value === 'boolean' ? sayValue(lang, 'value', value) : String(value)
    case 'value':
      return sayValue(lang, 'value', value)
    case 'reason':
      return sayValue(lang, 'reason', value)
    case 'name':
      return (value as Record<Lang, string>)[lang]
    case 'list': {
      const items = value as unknown[]
      return items.slice(0, 4).join(lang === 'zh' ? '、' : ', ') + (items.length > 4 ? ' …' : '')
    }
    default:
      return String(value)
  }
}

const NUMERIC: ReadonlySet<Kind> = new Set(['count', 'decimal', 'share', 'distance'])

/** Rows of a table body. */
export function tableBody(table: ReportTable, rows: TableRow[], lang: Lang): string {
  return rows
    .map((row) => {
      const cells = table.columns.map(({ key, kind }, i) => {
        const text = escaped(cellText(row[key], kind, key, lang))
        const bar =
          kind === 'share' && typeof row[key] === 'number'
            ? ` style="--share-n:${((row[key] as number) * 100).toFixed(1)}"`
            : ''
        const marks = `${NUMERIC.has(kind) ? ' class="number' + (bar ? ' share' : '') + '"' : ''}${bar}`
        return i === 0 ? `<th scope="row"${marks}>${text}</th>` : `<td${marks}>${text}</td>`
      })
      return `<tr data-row="${Number(row['#'])}">${cells.join('')}</tr>`
    })
    .join('')
}

const PRINTED_ROWS = 25

/** Headings and the first rows of every table; the page sorts, filters and lengthens them. */
export function tablesSection(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const tables = reportTables(model)
  const tabs = tables.map(
    ({ id, rows }, i) =>
      `<button role="tab" id="tab-${id}" aria-controls="table-${id}" aria-selected="${i === 0}" tabindex="${i === 0 ? 0 : -1}" data-tab="${id}">${say(`table.${id}`)}<small>${plain(rows.length)}</small></button>`,
  )
  const panels = tables.map((table, i) => {
    const head = table.columns
      .map(({ key, kind }) => {
        const name = columnName(say, key)
        return `<th scope="col" data-key="${key}"${NUMERIC.has(kind) ? ' class="number"' : ''}><button type="button" aria-label="${escaped(say('table.sort', { column: name }))}">${escaped(name)}</button></th>`
      })
      .join('')
    const most = table.id === 'counties' ? table.rows.length : table.id === 'villages' ? 0 : PRINTED_ROWS
    const first = tableBody(table, table.rows.slice(0, most || PRINTED_ROWS), lang)
    const note =
      table.rows.length > most
        ? `<p class="printed-note">${escaped(say('table.printed', { shown: plain(Math.min(most, table.rows.length)), total: plain(table.rows.length), file: table.file }))}</p>`
        : ''
    return (
      `<div role="tabpanel" id="table-${table.id}" aria-labelledby="tab-${table.id}" class="table-panel${most ? '' : ' screen-only'}" data-table="${table.id}"${i ? ' hidden' : ''}>` +
      `<h3 class="print-only">${say(`table.${table.id}`)}</h3>` +
      `<div class="table-tools needs-script"><label><span class="sr">${say('table.filter')}</span><input type="search" placeholder="${say('table.filter')}" data-filter></label>` +
      `<span data-count aria-live="polite"></span><button type="button" data-copy>${say('table.copy')}</button></div>` +
      (table.rows.length
        ? `<div class="table-scroll" tabindex="0" role="region" aria-label="${say(`table.${table.id}`)}"><table><thead><tr>${head}</tr></thead><tbody>${first}</tbody></table></div>`
        : `<p class="empty">${say('table.empty')}</p>`) +
      `<button type="button" class="more needs-script" data-more hidden></button>${note}</div>`
    )
  })
  return `<section id="tables" aria-labelledby="tables-title"><h2 id="tables-title">${say('tables')}</h2><div role="tablist" class="tabs needs-script" aria-label="${say('tables')}">${tabs.join('')}</div>${panels.join('')}</section>`
}
