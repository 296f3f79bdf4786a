/** What a route answers; the application writes it. */
export type Answer =
  | { readonly kind: 'json'; readonly value: unknown; readonly status: number }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly contentType: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly filename: string | null;
    };

export const json = (value: unknown, status = 200): Answer => ({ kind: 'json', value, status });
/** 204 without a body. */
export const empty: Answer = { kind: 'empty' };
export const text = (
  value: string,
  contentType = 'text/plain',
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ kind: 'text', text: value, contentType, headers });
/** Raw bytes; with a file name they are offered as a download. */
export const bytes = (value: Uint8Array, contentType: string, filename: string | null = null): Answer => ({
  kind: 'bytes',
  bytes: value,
  contentType,
  filename,
});
