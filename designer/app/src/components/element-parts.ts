import type { DefineComponent } from 'vue';
import { ElConfigProvider, ElOption, ElSelect, ElTabPane } from 'element-plus';

// These four publish prop types that strict optional properties cannot read; at run time nothing differs.
type Loose = DefineComponent<Record<string, unknown>>;
export const LooseConfigProvider = ElConfigProvider as unknown as Loose;
export const LooseOption = ElOption as unknown as Loose;
export const LooseSelect = ElSelect as unknown as Loose;
export const LooseTabPane = ElTabPane as unknown as Loose;
