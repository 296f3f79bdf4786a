import type { Area } from '../catalogue.js';
import { common } from './common.js';
import { shell } from './shell.js';
import { login } from './login.js';
import { clock } from './clock.js';
import { workbench } from './workbench.js';
import { task } from './task.js';
import { cases } from './cases.js';
import { enterprises } from './enterprises.js';
import { configuration } from './configuration.js';
import { administration } from './administration.js';
import { operations } from './operations.js';
import { errors } from './errors.js';
import { firstRun } from './first-run.js';
import { form } from './form.js';

export const areas = {
  ...common,
  shell,
  login,
  ...clock,
  workbench,
  task,
  cases,
  enterprises,
  configuration,
  administration,
  operations,
  errors,
  firstRun,
  form,
} satisfies Area;
