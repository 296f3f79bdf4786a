/** The pages of 运行; each has an address of its own. */
export const VIEWS = ['overview', 'incidents', 'unassigned', 'cases', 'workers'] as const;
export type View = (typeof VIEWS)[number];

export const addressOf = (view: View, no = ''): string =>
  ['/administration/operations', view === 'overview' ? '' : `/${view}`, no ? `/${encodeURIComponent(no)}` : ''].join(
    '',
  );

/** Catalogue key of a topic the platform itself uses; undefined for those of others, which are shown as they are called. */
const TOPICS: Readonly<Record<string, string>> = {
  'document.render': 'operations.topics.documentRender',
  notify: 'operations.topics.notify',
  'case.open': 'operations.topics.caseOpen',
  'case.update': 'operations.topics.caseUpdate',
};
export const topicKey = (topic: string): string | undefined => TOPICS[topic];
