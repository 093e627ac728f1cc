/** Laws of the mall -> SQL for the rows that break them. */
export const MALL_LAWS: Record<string, string> = {
  'every good has sold what its orders hold, each with a number of its own': `select g."id" as "what" from "good" g
    left join (select "good", sum(case when "state" <> 'cancelled' then "qty" else 0 end) as "pieces", count(*) as "n",
      count(distinct "nth") as "numbers", max("nth") as "last" from "mall_order" group by "good") o on o."good" = g."id"
    where coalesce(o."pieces", 0) <> g."sold" or coalesce(o."n", 0) <> g."nth"
      or coalesce(o."numbers", 0) <> g."nth" or coalesce(o."last", 0) <> g."nth"`,
  'no good has less than nothing left': `select "id" as "what" from "good" where "left" < 0`,
  'every order was paid once, and refunded once when it was cancelled': `select o."id" as "what" from "mall_order" o
    left join "transfer" t on t."org" = o."org" and t."key" = 'mall:' || o."person" || ':' || o."command"
    left join "entry" e on e."transfer" = t."id" and e."amount" > 0
    left join "transfer" r on r."org" = o."org" and r."key" = 'mall-refund:' || o."id"
    left join "entry" b on b."transfer" = r."id" and b."amount" > 0
    where coalesce(e."amount", 0) <> o."qty" * o."price"
      or coalesce(b."amount", 0) <> case when o."state" = 'cancelled' then o."qty" * o."price" else 0 end`,
  'nobody has paid the mall without an order': `select t."id" as "what" from "transfer" t
    left join "mall_order" o on o."id" = t."ref" where t."key" like 'mall:%' and o."id" is null`,
};
