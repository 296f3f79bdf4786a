import type { Component } from 'vue';
import { Briefcase, Files, OfficeBuilding, PieChart, Setting, Tools } from '@element-plus/icons-vue';
import type { PlaceId } from '@anliu/contract';

/** Icon and address of each place of the shell. */
export const PLACE_ICONS: Record<PlaceId, Component> = {
  workbench: Briefcase,
  cases: Files,
  enterprises: OfficeBuilding,
  statistics: PieChart,
  configuration: Setting,
  administration: Tools,
};

export const placePath = (place: PlaceId): string => `/${place}`;

/** Which place an address belongs to, so that the rail can mark it. */
export function placeOf(path: string): PlaceId | undefined {
  const head = path.split('/')[1];
  if (head === 'tasks') return 'workbench';
  if (head === 'start') return 'workbench';
  return head && head in PLACE_ICONS ? (head as PlaceId) : undefined;
}
