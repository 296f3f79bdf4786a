import type { DefineComponent } from 'vue';
import { ElConfigProvider, ElOption, ElSelect, ElTabPane, ElTabs } from 'element-plus';

// These publish prop types that strict optional properties cannot read; at run time nothing differs.
type Loose = DefineComponent<Record<string, unknown>>;
export const LooseConfigProvider = ElConfigProvider as unknown as Loose;
export const LooseOption = ElOption as unknown as Loose;
export const LooseSelect = ElSelect as unknown as Loose;
export const LooseTabPane = ElTabPane as unknown as Loose;
export const LooseTabs = ElTabs as unknown as Loose;
