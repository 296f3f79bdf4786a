import type { CaseHeader, ParameterView, SessionInfo } from '@anliu/contract';
import type { FormContext } from '@anliu/form-model';
import { dateText, dateTimeText } from './office-time.js';

/** `2026-11-23T10:02:00+08:00`: the office's wall clock, as forms and server compare it. */
export const officeInstant = (at: Date): string => `${dateTimeText(at.toISOString()).replace(' ', 'T')}:00+08:00`;

/** What is true around a form when it is opened; the server decides with its own. */
export function formContext(
  session: SessionInfo | undefined,
  now: Date,
  parameters: Record<string, ParameterView>,
  header?: CaseHeader,
): FormContext {
  const acting = session?.acting;
  return {
    now: officeInstant(now),
    today: dateText(now.toISOString()),
    param: Object.fromEntries(Object.entries(parameters).map(([id, parameter]) => [id, parameter.value])),
    ...(session && acting
      ? {
          person: {
            id: session.person.id,
            name: session.person.name,
            ...(session.person.title ? { title: session.person.title } : {}),
            ...(session.person.certificate ? { certificate: session.person.certificate } : {}),
            post: acting.post,
            region: acting.organization.region,
            organization: acting.organization.id,
            ...(acting.organization.uscc ? { uscc: acting.organization.uscc } : {}),
          },
        }
      : {}),
    ...(header
      ? {
          case: {
            no: header.no,
            title: header.title,
            kind: header.kind,
            region: header.region,
            organization: header.organization.id,
            enterprise: header.enterprise ?? null,
            closed: header.closed,
          },
        }
      : {}),
  };
}
