/** A parameter of a pack as a form shows it: its value, and the clause it stands in. */
export interface ParameterView {
  id: string;
  title: string;
  value: number;
  unit: 'WD' | 'CD' | 'H' | 'N';
  legalBasis?: string;
}
