import type { Processor } from './processor.js';

/** Methods that answer at once and look at nothing a command writes. */
type AtOnce<Service> = {
  [Name in keyof Service as Service[Name] extends (...given: never[]) => Promise<unknown> ? never : Name]: true;
};

/**
 * The service, whose calls wait while the transaction of a huge command is open between turns: nobody sees half a command.
 * Methods that return no promise are listed and left as they are.
 */
export function afterWriting<Service extends object>(
  processor: Processor,
  service: Service,
  atOnce: AtOnce<Service>,
): Service {
  const wrapped = Object.entries(service).map(([name, method]: [string, (...given: unknown[]) => unknown]) => [
    name,
    name in atOnce
      ? method.bind(service)
      : (...given: unknown[]) => {
          const { written } = processor;
          return written ? settled(processor).then(() => method.apply(service, given)) : method.apply(service, given);
        },
  ]);
  return Object.fromEntries(wrapped) as Service;
}

/** Another transaction may have been left open by the time this one is written. */
async function settled(processor: Processor): Promise<void> {
  while (processor.written) await processor.written;
}
