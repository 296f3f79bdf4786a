import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { AppError } from '@anliu/kit';
import { expect, it } from 'vitest';
import { fileParts } from './multipart.js';

it('an upload that does not say where its parts begin is refused as the sender’s mistake', async () => {
  const request = new IncomingMessage(new Socket());
  request.headers['content-type'] = 'multipart/form-data';

  const first = fileParts(request, { maxFileBytes: 10, maxFiles: 1 }).next();

  await expect(first).rejects.toBeInstanceOf(AppError);
  await expect(first).rejects.toMatchObject({ status: 400 });
});
