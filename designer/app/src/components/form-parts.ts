import type { Component } from 'vue';

/** The form package, loaded on first use: the frame and the list of a screen are there before the form is. */
export const loadFormParts = (): Promise<Record<string, Component | undefined>> =>
  import('@anliu/designer-form').then((module) => module as unknown as Record<string, Component | undefined>);
