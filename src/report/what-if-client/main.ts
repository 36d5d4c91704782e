import type { Lang } from '../../output/summary'
import { escaped } from '../escaped'
import { sayer, sayerOf } from '../messages'
import { whatIfBody } from '../what-if-page'
import { loadModel, loadSituation } from './load'
import { mount } from './mount'
import { openSession } from './session'

async function start(): Promise<void> {
  const root = document.getElementById('page')!
  const status = (text: string): void => {
    const place = root.querySelector('[data-status]')
    if (place) place.textContent = text
  }
  let lang: Lang = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'
  try {
    status(sayer(lang, '')('whatIf.loading'))
    const [model, run] = await Promise.all([loadModel(), loadSituation()])
    status(sayerOf(model, lang)('whatIf.opening'))
    const session = await openSession(model, run)
    let mounted = mount(root, session, lang, null)
    root.addEventListener('click', (event) => {
      if (!(event.target as HTMLElement).closest('[data-language]')) return
      lang = lang === 'zh' ? 'en' : 'zh'
      const view = mounted.close()
      root.innerHTML = whatIfBody(model, lang)
      document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
      mounted = mount(root, session, lang, view)
      root.querySelector<HTMLElement>('[data-language]')?.focus()
    })
    document.documentElement.dataset.ready = 'true'
  } catch (error) {
    status(sayer(lang, '')('whatIf.failed', { reason: escaped((error as Error).message) }))
    throw error
  }
}

void start()
