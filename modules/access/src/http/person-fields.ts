import { invisibleIn, isBlank } from '@anliu/text';
import { z } from 'zod';

/** What may stand in a person's record, wherever it is entered. */
export const personFields = {
  name: z
    .string()
    .trim()
    .refine((text) => !isBlank(text), '请填写姓名')
    .refine((text) => invisibleIn(text).length === 0, '姓名中有看不见的字符，请删除后重新输入')
    .max(50, '姓名最多 50 个字'),
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,31}$/, '登录名须为 3–32 位小写字母、数字、点、横线，以字母开头'),
  certificate: z.string().trim().max(50, '执法证号最多 50 个字').optional(),
  phone: z
    .string()
    .regex(/^1[3-9]\d{9}$/, '手机号须为 11 位数字')
    .optional(),
};
