-- Services whose listing is older than something it was made from, or is missing.
WITH site AS (
    SELECT id, service_id, location_id, changed_at FROM directory_serviceatlocation
), touched (service_id, changed_at) AS (
    SELECT id, changed_at FROM directory_service
    UNION ALL SELECT s.id, o.changed_at
        FROM directory_service s JOIN directory_organization o ON o.id = s.organization_id
    UNION ALL SELECT service_id, changed_at FROM site
    UNION ALL SELECT site.service_id, l.changed_at
        FROM site JOIN directory_location l ON l.id = site.location_id
    UNION ALL SELECT site.service_id, a.changed_at
        FROM site JOIN directory_address a ON a.location_id = site.location_id
    UNION ALL SELECT service_id, changed_at FROM directory_costoption
    UNION ALL SELECT service_id, changed_at FROM directory_servicecapacity
    UNION ALL SELECT service_id, changed_at FROM directory_contactway
    UNION ALL SELECT service_id, changed_at FROM directory_insuranceaccepted
    UNION ALL SELECT coalesce(g.service_id, site.service_id), g.changed_at
        FROM directory_language g LEFT JOIN site ON site.location_id = g.location_id
    UNION ALL SELECT coalesce(v.service_id, site.service_id), v.changed_at
        FROM directory_servicearea v LEFT JOIN site ON site.id = v.service_at_location_id
    UNION ALL SELECT coalesce(c.service_id, near.service_id, there.service_id), c.changed_at
        FROM directory_schedule c
        LEFT JOIN site near ON near.id = c.service_at_location_id
        LEFT JOIN site there ON there.location_id = c.location_id
    UNION ALL SELECT s.id, greatest(q.changed_at, n.changed_at)
        FROM directory_attribute q
        JOIN directory_taxonomyterm n ON n.id = q.taxonomy_term_id
        LEFT JOIN site ON site.id = q.link_id
        JOIN directory_service s ON s.id = coalesce(site.service_id, q.link_id)
    UNION ALL SELECT s.id, greatest(q.changed_at, n.changed_at)
        FROM directory_attribute q
        JOIN directory_taxonomyterm n ON n.id = q.taxonomy_term_id
        JOIN directory_service s ON s.organization_id = q.link_id
), listed AS (
    SELECT service_id, min(listed_at) AS listed_at FROM directory_listing GROUP BY service_id
)
SELECT t.service_id FROM touched t LEFT JOIN listed l USING (service_id)
WHERE t.service_id IS NOT NULL
GROUP BY t.service_id HAVING bool_or(l.listed_at IS NULL OR t.changed_at > l.listed_at)
