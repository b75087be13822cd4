import { EditForm } from './edit-form.tsx';
import { ReportForm } from './report-form.tsx';
import type { Panels } from './scene.ts';
import { WithdrawForm } from './withdraw-form.tsx';

export const panels: Panels = { EditForm, ReportForm, WithdrawForm };
