/** How a query field is written: in the query string and in the JSON body of the POST twin. */
export type FieldKind = 'text' | 'texts' | 'flag' | 'number' | 'date' | 'variables' | 'dates' | 'any' | 'orQueries';
