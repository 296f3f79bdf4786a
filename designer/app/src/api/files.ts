import type { FileView } from '@anliu/contract';
import { ApiError, errorOf } from './api-error.js';
import { callerHeaders } from './http.js';

/** Milliseconds until an upload over a slow line is given up. */
const UPLOAD_TIMEOUT = 300_000;

export interface UploadOptions {
  onProgress(fraction: number): void;
  signal: AbortSignal;
}

const isPicture = (file: File): boolean =>
  file.type.startsWith('image/') || /\.(jpe?g|png|webp|heic|heif)$/i.test(file.name);

/**
 * Sends one file and reports progress, which fetch cannot.
 * @throws ApiError; its message is the server's sentence when the file was refused.
 */
export function uploadFile(file: File, options: UploadOptions): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/files?kind=${isPicture(file) ? 'photo' : 'attachment'}`);
    request.timeout = UPLOAD_TIMEOUT;
    request.responseType = 'json';
    for (const [name, value] of Object.entries(callerHeaders('POST'))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = request.response as { files?: FileView[] } | null;
      const stored = body?.files?.[0];
      if (request.status >= 200 && request.status < 300 && stored) resolve(stored);
      else reject(errorOf(request.status, body));
    };
    request.onerror = () => reject(new ApiError('offline', 0));
    request.ontimeout = () => reject(new ApiError('timeout', 0));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    options.signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.set('file', file, file.name);
    request.send(form);
  });
}
