import { ElDatePicker, ElOption, ElSelect } from 'element-plus';
import type { Component } from 'vue';

/** Their published types describe the declaration of props instead of props; they are used as plain components. */
export const DatePicker = ElDatePicker as unknown as Component;
export const Option = ElOption as unknown as Component;
export const Select = ElSelect as unknown as Component;
