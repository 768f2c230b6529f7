import { type EnrollmentUsage, enrollmentUsage, ways } from './scale/enrollment-usage';
import { costsOf, pricesAsOf } from './scale/prices';

/** What one enrollment of the example `rotate-leads` uses of AWS, and what a million a day cost: docs/scale.md. */
export async function measure({ json }: { json: boolean }): Promise<Record<string, unknown>> {
  const found: { way: string; usage: EnrollmentUsage; dollars: number }[] = [];
  for (const way of ways) {
    const usage = await enrollmentUsage(way);
    const costs = costsOf(usage);
    const dollars = costs.reduce((sum, cost) => sum + cost.dollars, 0);
    found.push({ way: way.name, usage, dollars });
    if (json) continue;
    console.log(`\nrotate-leads, ${way.name}`);
    console.table(usage);
    console.table(
      costs.map(({ what, amount, dollars }) => ({
        'a million a day': what,
        amount: Number(amount.toPrecision(4)),
        dollars: Number(dollars.toFixed(2)),
      })),
    );
    console.log(`${dollars.toFixed(2)} dollars a day (${pricesAsOf})`);
  }
  return { cost: { prices: pricesAsOf, ways: found } };
}
