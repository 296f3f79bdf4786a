import { createSchemaField } from '@formily/vue';
import FieldControl from './field-control.vue';
import FormItem from './form-item.vue';
import FormRow from './form-row.vue';
import FormSection from './form-section.vue';
import TableField from './table-field.vue';

/** The only components a schema of ours can name. */
export const { SchemaField: FormSchemaField } = createSchemaField({
  components: { FieldControl, FormItem, FormRow, FormSection, TableField },
} as never);
