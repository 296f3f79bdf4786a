/** What happened on a diagram, by activity id. */
export interface DiagramMarks {
  active: readonly { activityId: string; count: number }[];
  finished: readonly { activityId: string; count: number; totalDuration: number }[];
  incidents: readonly { activityId: string; message: string }[];
}

/** What the host may ask of a mounted diagram. */
export interface ProcessDiagramHandle {
  fit(): void;
  /** Multiplies the zoom, e.g. 1.25 or 0.8. */
  zoomBy(factor: number): void;
  /** Name of an activity as drawn; its id when it has none. */
  nameOf(activityId: string): string;
}
