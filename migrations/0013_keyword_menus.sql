-- What the filters' menus and totals of the list of keywords are counted from: all that can be filtered by, so that the
-- rows themselves are not read, in an order that is chance (an id ends in random digits). Where a site has more keywords
-- than are counted, the first ones are a fair sample of all its sectors, imports and clusters.
CREATE INDEX keywords_by_chance ON keywords (account_id, site_id, (right(id::text, 3)) COLLATE "C")
    INCLUDE (sector_id, cluster_id, intent, country, difficulty, volume, disabled, normalised)
    WHERE deleted_at IS NULL;

-- A site has one account and a sector one site. Taken for independent, a condition on both finds a tenth of the keywords
-- that are there, and the planner reads and sorts a whole site where its order's index leads to the first page.
CREATE STATISTICS keywords_place (dependencies) ON account_id, site_id, sector_id FROM keywords;
ANALYZE keywords;
