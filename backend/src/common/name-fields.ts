import { IsBoolean } from 'class-validator';

export const IsYesOrNo = () => IsBoolean({ message: 'Send true or false.' });
