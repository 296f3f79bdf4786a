import { z } from 'zod';
import type {
  AttachmentDto,
  CommentDto,
  FormRefDto,
  IdentityLinkDto,
  TaskCountByCandidateGroupDto,
  TaskDto,
} from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

export const formRefDto = dto('FormRefDto', {
  key: text,
  binding: text,
  version: maybe(number),
}) satisfies z.ZodType<FormRefDto>;

export const taskDto = dto('TaskDto', {
  id: text,
  name: maybe(text),
  assignee: maybe(text),
  owner: maybe(text),
  created: dateTime,
  lastUpdated: maybe(dateTime),
  due: maybe(dateTime),
  followUp: maybe(dateTime),
  delegationState: maybe(z.enum(['PENDING', 'RESOLVED'])),
  description: maybe(text),
  executionId: maybe(text),
  parentTaskId: maybe(text),
  priority: number,
  processDefinitionId: maybe(text),
  processInstanceId: maybe(text),
  taskDefinitionKey: maybe(text),
  caseExecutionId: maybe(text),
  caseInstanceId: maybe(text),
  caseDefinitionId: maybe(text),
  suspended: flag,
  formKey: maybe(text),
  formRef: maybe(formRefDto),
  tenantId: maybe(text),
  taskState: text,
}) satisfies z.ZodType<TaskDto>;

export const identityLinkDto = dto('IdentityLinkDto', {
  userId: maybe(text),
  groupId: maybe(text),
  type: text,
}) satisfies z.ZodType<IdentityLinkDto>;

export const commentDto = dto('CommentDto', {
  id: text,
  userId: maybe(text),
  time: dateTime,
  taskId: maybe(text),
  processInstanceId: maybe(text),
  message: text,
  removalTime: maybe(dateTime),
  rootProcessInstanceId: maybe(text),
}) satisfies z.ZodType<CommentDto>;

export const attachmentDto = dto('AttachmentDto', {
  id: text,
  name: maybe(text),
  description: maybe(text),
  taskId: maybe(text),
  type: maybe(text),
  url: maybe(text),
  createTime: dateTime,
  removalTime: maybe(dateTime),
  rootProcessInstanceId: maybe(text),
}) satisfies z.ZodType<AttachmentDto>;

export const taskCountByCandidateGroupDto = dto('TaskCountByCandidateGroupDto', {
  groupName: maybe(text),
  taskCount: number,
}) satisfies z.ZodType<TaskCountByCandidateGroupDto>;
