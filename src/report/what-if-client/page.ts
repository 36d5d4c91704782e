import type { Lang } from '../../output/summary'
import { type Say, sayerOf } from '../messages'
import type { Session } from './session'

/** What every part of the page works with. */
export interface Page {
  root: HTMLElement
  session: Session
  lang: Lang
  say: Say
  /** Aborted when the page is written anew: every listener ends with it. */
  signal: AbortSignal
  one<E extends HTMLElement>(selector: string): E
  all<E extends HTMLElement>(selector: string): NodeListOf<E>
  on(target: EventTarget, type: string, handle: (event: Event) => void, capture?: boolean): void
  /** Says in one line what goes on. */
  status(text: string): void
}

export function openPage(root: HTMLElement, session: Session, lang: Lang, signal: AbortSignal): Page {
  const one = <E extends HTMLElement>(selector: string): E => root.querySelector<E>(selector)!
  return {
    root,
    session,
    lang,
    say: sayerOf(session.model, lang),
    signal,
    one,
    all: (selector) => root.querySelectorAll(selector),
    on: (target, type, handle, capture = false) => target.addEventListener(type, handle, { signal, capture }),
    status: (text) => void (one('[data-status]').textContent = text),
  }
}
