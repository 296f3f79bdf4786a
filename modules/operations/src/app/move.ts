import type { CaseRecord } from '@anliu/cases';
import { EngineError } from '@anliu/engine-protocol';
import { AppError, conflict, invalid, type ProposalDecision, type ProposalKind } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import { placesOf, targetsOf, type Place } from '../domain/steps.js';
import { treeOf } from './case-operations.js';
import { caseByNo, seenCase, type OperationsContext } from './context.js';
import { say } from '../sentences.js';

/** From one step of a case to another. Names are kept, so that it reads the same later. */
interface MovePayload {
  readonly case: string;
  readonly no: string;
  readonly instance: string;
  /** Token that leaves. */
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly toName: string;
}

/** What is asked for, once it is clear that it can be done. @throws AppError 400, 404, 409 */
export async function movePayload(
  context: OperationsContext,
  no: string,
  { place, to }: { place: string; to: string },
): Promise<MovePayload> {
  const record = await caseByNo(context, no);
  const { process } = context.cases.processOf(record);
  const target = targetsOf(process).find(({ step }) => step === to);
  if (!target) throw invalid(say.noStep, [{ path: 'to', code: 'STEP', message: say.chooseStep }]);
  const stands = await placeOf(context, record, place);
  if (!stands) throw movedOn();
  if (stands.activityId === to)
    throw invalid(say.sameStep, [{ path: 'to', code: 'STEP', message: say.chooseOtherStep }]);
  return {
    case: record._id,
    no: record.no,
    instance: record.instanceId ?? '',
    place,
    from: process.nodes[stands.activityId]?.name ?? '',
    to,
    toName: target.name,
  };
}

async function placeOf(context: OperationsContext, record: CaseRecord, place: string): Promise<Place | undefined> {
  const tree = await treeOf(context, record);
  return tree && placesOf(tree).find(({ id }) => id === place);
}

const movedOn = (): AppError => conflict('CASE_MOVED_ON', say.movedOn);

/** A case is put at another step by two people, one of whom may see it. */
export function moveKind(context: OperationsContext): ProposalKind<MovePayload> {
  const { cases, clock, engine, organization } = context;
  return {
    action: 'case.move',
    confirm: 'operations.confirm',
    describe: async ({ no, from, toName }) => ({
      title: say.moveTitle.toString(),
      target: no,
      lines: [say.moveLine({ from, to: toName }).toString(), say.moveKeeps.toString()],
    }),
    sees: async (payload, viewer) => (await seenCase(context, payload.case, viewer)) !== undefined,
    async check(payload) {
      const record = await cases.get(payload.case);
      if (record.pending.length > 0) throw conflict('CASE_BUSY', say.caseBusy);
      if (!(await placeOf(context, record, payload.place))) throw movedOn();
    },
    async apply(payload, decision) {
      const record = await cases.get(payload.case);
      const place = await placeOf(context, record, payload.place);
      if (place) await move(payload, place);
      // Applied again after a crash: what was cancelled was moved; what somebody finished in between was not.
      else if (!(await wasCancelled(payload))) throw movedOn();
      await cases.note(record._id, {
        at: officeIso(clock.now()),
        kind: 'command',
        title: say.moved({ from: payload.from, to: payload.toName }).toString(),
        ...(await agreed(organization, decision)),
        key: decision.id,
      });
      return undefined;
    },
  };

  async function move({ instance, to, no }: MovePayload, { id, transition }: Place): Promise<void> {
    try {
      await engine.runtime.modifyProcessInstance(instance, {
        // First the new token: an instance without any would end.
        instructions: [
          { type: 'startBeforeActivity', activityId: to },
          { type: 'cancel', ...(transition ? { transitionInstanceId: id } : { activityInstanceId: id }) },
        ],
      });
    } catch (error) {
      if (!EngineError.isInstance(error)) throw error;
      context.log.warn('the engine refused to move a case', { case: no, reason: error.message });
      throw conflict('MOVE_REFUSED', say.moveRefused);
    }
  }

  async function wasCancelled({ place, instance }: MovePayload): Promise<boolean> {
    const [activity] = await engine.history.listActivityInstances({
      processInstanceId: instance,
      activityInstanceId: place,
    });
    return activity === undefined || activity.canceled;
  }
}

/** Who wanted it and who agreed, for a line of the timeline. */
export async function agreed(
  organization: OperationsContext['organization'],
  { proposer, confirmer, reason }: ProposalDecision,
  what = '',
): Promise<{ by: { id: string; name: string }; detail: string }> {
  const [by, second] = await organization.byIds([proposer, confirmer]);
  const name = (person: { name: string } | undefined, id: string): string => person?.name ?? id;
  return {
    by: by ?? { id: proposer, name: proposer },
    detail: `${what}${say.agreed({ reason, proposer: name(by, proposer), confirmer: name(second, confirmer) }).toString()}`,
  };
}
