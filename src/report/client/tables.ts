import type { Lang } from '../../output/summary'
import type { Say } from '../messages'
import type { ReportModel } from '../model'
import { plain } from '../numbers'
import { cellText, columnName, type ReportTable, reportTables, type TableRow, tableBody } from '../sections/tables'
import type { Pin } from './state'

const FIRST_ROWS = 25
const MORE_ROWS = 200

/** What a row of each table stands for on the map. */
const PIN_OF: Partial<Record<ReportTable['id'], Pin['kind']>> = {
  failing: 'village',
  villages: 'village',
  gaps: 'gap',
  proposals: 'proposal',
}

export interface ReportTables {
  /** Opens the table that holds what is pinned and marks its row. */
  showPin(pin: Pin | null, scroll: boolean): void
}

/** Rows as CSV; a cell that a spreadsheet would run as a formula is defused. */
export function csvOf(table: ReportTable, rows: TableRow[], heads: string[]): string {
  const cell = (value: unknown): string => {
    const text = Array.isArray(value) ? value.join(' ') : String(value ?? '')
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return [
    heads.map(cell).join(','),
    ...rows.map((row) => table.columns.map(({ key }) => cell(row[key])).join(',')),
  ].join('\r\n')
}

export function openTables(
  section: HTMLElement,
  model: ReportModel,
  say: Say,
  lang: Lang,
  onPick: (pin: Pin) => void,
  signal: AbortSignal,
): ReportTables {
  const tables = new Map(
    reportTables(model).map((table) => [
      table.id as string,
      { table, sort: '', down: false, filter: '', shown: FIRST_ROWS },
    ]),
  )
  type Open = NonNullable<ReturnType<typeof tables.get>>
  const panelOf = (id: string) => section.querySelector<HTMLElement>(`[data-table="${id}"]`)!
  let marked: Pin | null = null

  function rowsOf({ table, sort, down, filter }: Open): TableRow[] {
    const wanted = filter.trim().toLowerCase()
    let rows = table.rows
    if (wanted) {
      rows = rows.filter((row) =>
        table.columns.some(({ key, kind }) => cellText(row[key], kind, key, lang).toLowerCase().includes(wanted)),
      )
    }
    if (!sort) return rows
    const last = (value: unknown) => value === null || value === undefined || value === ''
    return rows.toSorted((a, b) => {
      const [x, y] = [a[sort], b[sort]]
      if (last(x) || last(y)) return Number(last(x)) - Number(last(y))
      const order =
        typeof x === 'number' && typeof y === 'number'
          ? x - y
          : String(x).localeCompare(String(y), lang === 'zh' ? 'zh-CN' : 'en', { numeric: true })
      return down ? -order : order
    })
  }

  function render(open: Open): void {
    const panel = panelOf(open.table.id)
    const body = panel.querySelector('tbody')
    if (!body) return
    const rows = rowsOf(open)
    const shown = open.table.id === 'counties' ? rows.length : Math.min(open.shown, rows.length)
    body.innerHTML = tableBody(open.table, rows.slice(0, shown), lang)
    panel.querySelector('[data-count]')!.textContent = say('table.count', {
      shown: plain(shown),
      total: plain(rows.length),
    })
    const more = panel.querySelector<HTMLButtonElement>('[data-more]')!
    more.hidden = shown >= rows.length
    more.textContent = say('table.more', { count: plain(Math.min(MORE_ROWS, rows.length - shown)) })
    for (const head of panel.querySelectorAll<HTMLElement>('th[data-key]')) {
      if (head.dataset.key === open.sort) head.setAttribute('aria-sort', open.down ? 'descending' : 'ascending')
      else head.removeAttribute('aria-sort')
    }
    mark(panel, open)
  }

  function mark(panel: HTMLElement, { table }: Open): void {
    const kind = PIN_OF[table.id]
    for (const row of panel.querySelectorAll<HTMLElement>('tr[data-row]')) {
      row.classList.toggle(
        'marked',
        marked !== null && kind === marked.kind && Number(row.dataset.row) === marked.index,
      )
      if (kind) row.classList.add('linked')
    }
    // One row of a table is in the order of tabulation; arrows go on from there.
    if (!kind) return
    const rows = [...panel.querySelectorAll<HTMLElement>('tr[data-row]')]
    const first = rows.find((row) => row.classList.contains('marked')) ?? rows[0]
    for (const row of rows) row.tabIndex = row === first ? 0 : -1
  }

  /** Keys on a row: up, down, home and end go from row to row, Enter and space show it on the map. */
  function onRowKey(event: KeyboardEvent, row: HTMLElement): void {
    const kind = PIN_OF[openOf(row).table.id]
    if (!kind) return
    const rows = [...row.parentElement!.children] as HTMLElement[]
    const at = rows.indexOf(row)
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
    if (event.key === 'Enter' || event.key === ' ') onPick({ kind, index: Number(row.dataset.row) })
    else if (rows[to[event.key]]) {
      row.tabIndex = -1
      rows[to[event.key]].tabIndex = 0
      rows[to[event.key]].focus()
    } else return
    event.preventDefault()
  }

  function openTab(id: string, focus = false): void {
    for (const tab of section.querySelectorAll<HTMLElement>('[role=tab]')) {
      const chosen = tab.dataset.tab === id
      tab.setAttribute('aria-selected', String(chosen))
      tab.tabIndex = chosen ? 0 : -1
      panelOf(tab.dataset.tab!).hidden = !chosen
      if (chosen && focus) tab.focus()
    }
  }

  const openOf = (element: Element): Open => tables.get(element.closest<HTMLElement>('[data-table]')!.dataset.table!)!
  section.addEventListener(
    'click',
    (event) => {
      const target = event.target as HTMLElement
      const tab = target.closest<HTMLElement>('[data-tab]')
      if (tab) return openTab(tab.dataset.tab!)
      const head = target.closest<HTMLElement>('th[data-key]')
      if (head) {
        const open = openOf(head)
        const { key = '' } = head.dataset
        const numeric = head.classList.contains('number')
        open.down = open.sort === key ? !open.down : numeric
        open.sort = key
        return render(open)
      }
      if (target.closest('[data-more]')) {
        const open = openOf(target)
        open.shown += MORE_ROWS
        return render(open)
      }
      if (target.closest('[data-copy]')) return copy(target.closest<HTMLElement>('[data-copy]')!)
      const row = target.closest<HTMLElement>('tr[data-row]')
      const kind = row && PIN_OF[openOf(row).table.id]
      if (row && kind) onPick({ kind, index: Number(row.dataset.row) })
    },
    { signal },
  )
  section.addEventListener(
    'input',
    (event) => {
      const input = (event.target as HTMLElement).closest<HTMLInputElement>('[data-filter]')
      if (!input) return
      const open = openOf(input)
      open.filter = input.value
      open.shown = FIRST_ROWS
      render(open)
    },
    { signal },
  )
  section.addEventListener(
    'keydown',
    (event) => {
      const row = event.target as HTMLElement
      if (row.matches('tr[data-row]')) return onRowKey(event, row)
      const tab = row.closest<HTMLElement>('[role=tab]')
      if (!tab || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return
      const ids = [...tables.keys()]
      const step = event.key === 'ArrowRight' ? 1 : ids.length - 1
      openTab(ids[(ids.indexOf(tab.dataset.tab!) + step) % ids.length], true)
    },
    { signal },
  )

  function copy(button: HTMLElement): void {
    const open = openOf(button)
    const rows = rowsOf(open)
    const text = csvOf(
      open.table,
      rows,
      open.table.columns.map(({ key }) => columnName(say, key)),
    )
    const done = () => {
      button.textContent = say('table.copied', { count: plain(rows.length) })
      setTimeout(() => (button.textContent = say('table.copy')), 2500)
    }
    // Pages from disk may lack the clipboard interface: fall back to a selected text field.
    const fallback = () => {
      const field = document.createElement('textarea')
      field.value = text
      document.body.append(field)
      field.select()
      document.execCommand('copy')
      field.remove()
      done()
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, fallback)
    else fallback()
  }

  for (const open of tables.values()) render(open)
  return {
    showPin(pin, scroll) {
      marked = pin
      for (const open of tables.values()) mark(panelOf(open.table.id), open)
      if (!pin || !scroll) return
      const id =
        pin.kind === 'village'
          ? model.villages[pin.index].passes === false
            ? 'failing'
            : 'villages'
          : pin.kind === 'gap'
            ? 'gaps'
            : pin.kind === 'proposal'
              ? 'proposals'
              : ''
      const open = tables.get(id)
      if (!open) return
      open.filter = ''
      panelOf(id).querySelector<HTMLInputElement>('[data-filter]')!.value = ''
      const at = rowsOf(open).findIndex((row) => row['#'] === pin.index)
      open.shown = Math.max(open.shown, at + 5)
      render(open)
      openTab(id)
      panelOf(id).querySelector('tr.marked')?.scrollIntoView({ block: 'center', behavior: 'auto' })
    },
  }
}
