import type { Colleague } from './story.js';

/** The departments of the demo office, with what they can do and when they are open. */
export const departments = [
  { department: 'shop', name: 'Shop in the High Street', skills: ['sales', 'returns'], from: '09:00', until: '18:00' },
  { department: 'call-centre', name: 'Call Centre', skills: ['first line', 'orders'], from: '08:00', until: '20:00' },
  { department: 'repairs', name: 'Repairs', skills: ['routers', 'lines'], from: '08:00', until: '16:00' },
  { department: 'billing', name: 'Billing', skills: ['invoices', 'refunds'], from: '09:00', until: '17:00' },
  { department: 'complaints', name: 'Complaints', skills: ['complaints', 'law'], from: '09:00', until: '16:00' },
] as const;

/** The agents of the demo office. */
export const colleagues: readonly Colleague[] = [
  { agent: 'anna', name: 'Anna Berg', department: 'shop', role: 'AGENT' },
  { agent: 'carla', name: 'Carla Novak', department: 'call-centre', role: 'AGENT' },
  { agent: 'chen', name: 'Chen Wei', department: 'call-centre', role: 'AGENT' },
  { agent: 'greta', name: 'Greta Holm', department: 'call-centre', role: 'SUPERVISOR' },
  { agent: 'dmitri', name: 'Dmitri Orlov', department: 'repairs', role: 'AGENT' },
  { agent: 'eva', name: 'Eva Kowalska', department: 'billing', role: 'AGENT' },
  { agent: 'farid', name: 'Farid Haddad', department: 'complaints', role: 'AGENT' },
];

/** The customers of the demo office, with the number each calls from. */
export const customers = [
  { name: 'Marta Lindqvist', phone: '+46 8 123 456 01', segment: 'private', kind: 'PERSON' },
  { name: 'Jonas Weber', phone: '+49 30 123456', segment: 'private', kind: 'PERSON' },
  { name: 'Bakery Orlando', phone: '+39 06 698 12345', segment: 'business', kind: 'ORGANISATION' },
  { name: 'Ewa Zielinska', phone: '+48 22 123 45 67', segment: 'private', kind: 'PERSON' },
  { name: 'Tom Baker', phone: '+44 20 7946 0958', segment: 'private', kind: 'PERSON' },
  { name: 'Ruth Cohen', phone: '+972 2 123 4567', segment: 'private', kind: 'PERSON' },
] as const;
