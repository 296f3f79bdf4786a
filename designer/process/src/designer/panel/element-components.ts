import { ElOption as Option, ElTabPane as TabPane, ElTabs as Tabs } from 'element-plus';
import type { DefineComponent } from 'vue';

// The published types of these describe their props by the run-time prop definitions; their documented props are these.
export const ElOption = Option as unknown as DefineComponent<{ value: string; label: string }>;
export const ElTabPane = TabPane as unknown as DefineComponent<{ name: string; label: string; lazy?: boolean }>;
export const ElTabs = Tabs as unknown as DefineComponent<{
  modelValue: string;
  'onUpdate:modelValue'?: (name: string) => void;
}>;
