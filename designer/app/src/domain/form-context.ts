import type { CaseHeader, ParameterView, SessionInfo } from '@anliu/contract';
import type { FormContext } from '@anliu/form-model';
import { dayOf, officeIso } from '@anliu/office-time';

/** What is true around a form when it is opened; the server decides with its own. */
export function formContext(
  session: SessionInfo | undefined,
  now: Date,
  parameters: Record<string, ParameterView>,
  header?: CaseHeader,
): FormContext {
  const acting = session?.acting;
  return {
    now: officeIso(now),
    today: dayOf(now),
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
