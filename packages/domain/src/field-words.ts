import type { Field } from './fields.js';
import { MAX_REMINDERS, MAX_REMINDER_MINUTES } from './reminders.js';

/** What people call a field: "title", "due date", "labels". */
export function calledOf(name: string, { kind, called }: Field): string {
  if (called) return called;
  if (kind === 'moment') return flagOf(name);
  return kind === 'ids' ? name.replace(/Ids$/, 's') : name;
}

/** The flag by which a client sets a moment. */
export function flagOf(moment: string): string {
  return moment.replace(/At$/, '');
}

/** A field within a sentence: "the due date", "whether it is completed". */
export function phraseOf(name: string, field: Field): string {
  const called = calledOf(name, field);
  return field.kind === 'flag' || field.kind === 'moment' ? `whether it is ${called}` : `the ${called}`;
}

/** What a value has to be, for the person who sent another one. */
export function ruleOf(name: string, field: Field): string {
  const called = calledOf(name, field);
  switch (field.kind) {
    case 'line':
    case 'query':
      return `Give it ${withArticle(called)} of 1 to ${field.most} characters.`;
    case 'text':
      return `${capitalise(called)} ${called.endsWith('s') ? 'are' : 'is'} text of at most ${field.most} characters.`;
    case 'whole':
      return `${capitalise(withArticle(called))} is a whole number from ${field.least} to ${field.most}.`;
    case 'date':
      return 'Send a date, such as 2026-11-21, 2026-11-21T09:00 or 2026-11-21T09:00[Europe/Lisbon], or null.';
    case 'recurrence':
      return 'Send a rule, an anchor and what it counts from, or null.';
    case 'reminders':
      return `Send at most ${MAX_REMINDERS} whole numbers of minutes from 0 to ${MAX_REMINDER_MINUTES}, each once.`;
    case 'zone':
      return 'Send the name of a time zone, such as Europe/Lisbon, or null.';
    case 'choice':
      return field.of.length > 2 ? `Choose one of ${field.of.join(', ')}.` : `Choose ${field.of.join(' or ')}.`;
    case 'flag':
      return 'Send true or false.';
    case 'ids':
      return `Send at most ${field.most} ids of ${called}, each once.`;
    default:
      return `Set ${called} instead.`;
  }
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
