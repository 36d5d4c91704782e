import { printable } from '../formats/text'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe between tags and inside quoted attributes. Every string that comes from input goes through here. */
export function escaped(text: unknown): string {
  return printable(String(text ?? '')).replace(/[&<>"']/g, (character) => ENTITIES[character])
}
