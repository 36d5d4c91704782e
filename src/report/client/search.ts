import { escaped } from '../escaped'
import type { Say } from '../messages'
import type { ReportModel } from '../model'

/** Villages whose name or code holds the text: names that begin with it first. At most `most`. */
export function findVillages(model: ReportModel, text: string, most = 8): number[] {
  const wanted = text.trim().toLowerCase()
  if (!wanted) return []
  const found: { index: number; grade: number }[] = []
  model.villages.forEach(({ name, code }, index) => {
    const lower = name.toLowerCase()
    if (lower.startsWith(wanted)) found.push({ index, grade: lower === wanted ? 0 : 1 })
    else if (lower.includes(wanted)) found.push({ index, grade: 2 })
    else if (code.startsWith(wanted)) found.push({ index, grade: 3 })
  })
  return found
    .sort((a, b) => a.grade - b.grade || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index)
}

/** The search field over the map: type, choose by arrows or pointer. */
export function openSearch(
  field: HTMLInputElement,
  list: HTMLElement,
  model: ReportModel,
  say: Say,
  onChoose: (village: number) => void,
  signal: AbortSignal,
): void {
  let matches: number[] = []
  let chosen = -1
  const close = () => {
    list.hidden = true
    field.setAttribute('aria-expanded', 'false')
    field.removeAttribute('aria-activedescendant')
  }
  const render = () => {
    const items = matches.map((index, i) => {
      const { name, township, county, code } = model.villages[index]
      return `<li role="option" id="match-${i}" data-match="${i}" aria-selected="${i === chosen}"><b>${escaped(name)}</b> <small>${escaped([county, township].filter(Boolean).join(' · '))} ${escaped(code)}</small></li>`
    })
    list.innerHTML = items.join('') || `<li class="empty">${escaped(say('map.noMatch'))}</li>`
    list.hidden = field.value.trim() === ''
    field.setAttribute('aria-expanded', String(!list.hidden))
    if (chosen >= 0) field.setAttribute('aria-activedescendant', `match-${chosen}`)
  }
  const choose = (i: number) => {
    if (matches[i] === undefined) return
    field.value = model.villages[matches[i]].name
    close()
    onChoose(matches[i])
  }
  field.addEventListener(
    'input',
    () => {
      matches = findVillages(model, field.value)
      chosen = matches.length ? 0 : -1
      render()
    },
    { signal },
  )
  field.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') return close()
      if (event.key === 'Enter') return choose(chosen)
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      if (matches.length === 0) return
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : matches.length - 1)) % matches.length
      render()
    },
    { signal },
  )
  list.addEventListener(
    'pointerdown',
    (event) => {
      const item = (event.target as HTMLElement).closest<HTMLElement>('[data-match]')
      if (!item) return
      event.preventDefault()
      choose(Number(item.dataset.match))
    },
    { signal },
  )
  field.addEventListener('blur', close, { signal })
}
