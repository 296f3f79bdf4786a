/** Unique per person, stable for as long as the person holds the post there. */
export const assignmentId = (person: string, post: string, organization: string): string =>
  `${person}:${post}:${organization}`;
