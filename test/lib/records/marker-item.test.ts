import { type Marker, markerFromItem, markerToItem } from '../../../lib/records/marker-item';

const contact = { objectType: 'contact', objectId: '1001' };
const active: Marker = {
  status: 'active',
  execution: 'arn:execution',
  enrolledAt: '2026-01-01T00:00:00.000Z',
  enrollments: 2,
};

describe('a marker as an item', () => {
  it.each<[string, Marker]>([
    ['active', active],
    ['ended', { ...active, status: 'ended', endedAt: '2026-01-02T00:00:00.000Z' }],
  ])('comes back when it is %s', (_, marker) => {
    expect(markerFromItem(markerToItem(contact, 'rotate-leads', marker))).toEqual(marker);
  });

  it('never expires: "first time only" must hold for ever', () => {
    expect(markerToItem(contact, 'rotate-leads', active)).not.toHaveProperty('expiresAt');
  });

  it('is refused with a status that it cannot have', () => {
    const item = { ...markerToItem(contact, 'w', active), status: { S: 'asleep' } };

    expect(() => markerFromItem(item)).toThrow('`active` or `ended`');
  });
});
