import type { PropertyName } from '@anliu/conventions';

/**
 * In which way a property protects.
 * `words`: what people read or are told · `kept`: ids none of which may go · `listed`: ids to which none may come ·
 * `who`: rules of people, tried in order · `due`, `clocks`: time · `outcomes`: ways to end a step · `variables`: what conditions see ·
 * `same`: any other text is another meaning.
 */
export type Guard = 'words' | 'kept' | 'listed' | 'who' | 'due' | 'clocks' | 'outcomes' | 'variables' | 'same';

/** Every property there is: whoever adds one says whether it protects. */
export const GUARDS: Readonly<Record<PropertyName, Guard>> = {
  'anliu.kind': 'same',
  'anliu.kindTitle': 'words',
  'anliu.domain': 'words',
  'anliu.number': 'same',
  'anliu.title': 'words',
  'anliu.startable': 'listed',
  'anliu.parentKind': 'same',
  'anliu.startWhen': 'same',
  'anliu.startWhenMessage': 'words',
  'anliu.grade': 'same',
  'anliu.enterprise': 'same',
  'anliu.variables': 'variables',
  'anliu.start.data': 'same',
  'anliu.assign': 'who',
  'anliu.separate': 'kept',
  'anliu.outcomes': 'outcomes',
  'anliu.due': 'due',
  'anliu.clock': 'kept',
  'anliu.clock.start': 'clocks',
  'anliu.clock.end': 'same',
  'anliu.state': 'words',
  'anliu.done': 'words',
  'anliu.guide': 'words',
  'anliu.legal': 'words',
  'anliu.check': 'kept',
  'anliu.result': 'words',
  'anliu.open.process': 'same',
  'anliu.open.each': 'same',
  'anliu.open.data': 'same',
  'anliu.update.target': 'same',
  'anliu.update.data': 'same',
  'anliu.update.clear': 'same',
  'anliu.document': 'same',
  'anliu.notify.to': 'same',
  'anliu.notify.text': 'words',
};
