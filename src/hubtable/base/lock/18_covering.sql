-- Texts of the directory without the streets of confidential places: every column of every table in
-- which somebody can write words (tests/directory/actions/test_covering.py knows those that are none).

-- Takes kept streets out of texts just written, by whoever, in whatever table of the directory. It
-- comes again after its own writing, and ends when there was nothing to write.
CREATE FUNCTION lock.cover_texts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s text := lock.kept_streets();
BEGIN
    IF (s IS NOT NULL AND EXISTS (SELECT FROM fresh)) IS NOT TRUE THEN RETURN NULL; END IF;
    CASE TG_TABLE_NAME
    WHEN 'directory_organization' THEN
        UPDATE directory_organization x SET name = lock.covered(x.name, s),
            alternate_name = lock.covered(x.alternate_name, s),
            description = lock.covered(x.description, s), email = lock.covered(x.email, s),
            website = lock.covered(x.website, s), tax_status = lock.covered(x.tax_status, s),
            tax_id = lock.covered(x.tax_id, s), legal_status = lock.covered(x.legal_status, s),
            logo = lock.covered(x.logo, s), uri = lock.covered(x.uri, s) FROM fresh f WHERE f.id =
            x.id AND concat_ws(E'\n', x.name, x.alternate_name, x.description, x.email, x.website,
            x.tax_status, x.tax_id, x.legal_status, x.logo, x.uri) ~* s;
    WHEN 'directory_organizationidentifier' THEN
        UPDATE directory_organizationidentifier x SET identifier = lock.covered(x.identifier, s)
            FROM fresh f WHERE f.id = x.id AND x.identifier ~* s;
    WHEN 'directory_program' THEN
        UPDATE directory_program x SET name = lock.covered(x.name, s),
            alternate_name = lock.covered(x.alternate_name, s),
            description = lock.covered(x.description, s) FROM fresh f WHERE f.id = x.id AND
            concat_ws(E'\n', x.name, x.alternate_name, x.description) ~* s;
    WHEN 'directory_service' THEN
        UPDATE directory_service x SET name = lock.covered(x.name, s),
            alternate_name = lock.covered(x.alternate_name, s),
            description = lock.covered(x.description, s), url = lock.covered(x.url, s),
            email = lock.covered(x.email, s),
            interpretation_services = lock.covered(x.interpretation_services, s),
            application_process = lock.covered(x.application_process, s),
            fees_description = lock.covered(x.fees_description, s),
            wait_time = lock.covered(x.wait_time, s), fees = lock.covered(x.fees, s),
            accreditations = lock.covered(x.accreditations, s),
            eligibility_description = lock.covered(x.eligibility_description, s),
            assurer_email = lock.covered(x.assurer_email, s),
            licenses = lock.covered(x.licenses, s), alert = lock.covered(x.alert, s) FROM fresh f
            WHERE f.id = x.id AND concat_ws(E'\n', x.name, x.alternate_name, x.description, x.url,
            x.email, x.interpretation_services, x.application_process, x.fees_description,
            x.wait_time, x.fees, x.accreditations, x.eligibility_description, x.assurer_email,
            x.licenses, x.alert) ~* s;
    WHEN 'directory_serviceatlocation' THEN
        UPDATE directory_serviceatlocation x SET description = lock.covered(x.description, s) FROM
            fresh f WHERE f.id = x.id AND x.description ~* s;
    WHEN 'directory_location' THEN
        UPDATE directory_location x SET url = lock.covered(x.url, s),
            name = lock.covered(x.name, s), alternate_name = lock.covered(x.alternate_name, s),
            description = lock.covered(x.description, s),
            transportation = lock.covered(x.transportation, s),
            external_identifier = lock.covered(x.external_identifier, s) FROM fresh f WHERE f.id =
            x.id AND concat_ws(E'\n', x.url, x.name, x.alternate_name, x.description,
            x.transportation, x.external_identifier) ~* s;
    WHEN 'directory_accessibility' THEN
        UPDATE directory_accessibility x SET description = lock.covered(x.description, s),
            details = lock.covered(x.details, s), url = lock.covered(x.url, s) FROM fresh f WHERE
            f.id = x.id AND concat_ws(E'\n', x.description, x.details, x.url) ~* s;
    WHEN 'directory_schedule' THEN
        UPDATE directory_schedule x SET description = lock.covered(x.description, s),
            schedule_link = lock.covered(x.schedule_link, s), notes = lock.covered(x.notes, s),
            given = lock.covered(x.given, s) FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n',
            x.description, x.schedule_link, x.notes, x.given) ~* s;
    WHEN 'directory_phone' THEN
        UPDATE directory_phone x SET number = lock.covered(x.number, s),
            extension = lock.covered(x.extension, s), type = lock.covered(x.type, s),
            description = lock.covered(x.description, s) FROM fresh f WHERE f.id = x.id AND
            concat_ws(E'\n', x.number, x.extension, x.type, x.description) ~* s;
    WHEN 'directory_contact' THEN
        UPDATE directory_contact x SET name = lock.covered(x.name, s),
            title = lock.covered(x.title, s), department = lock.covered(x.department, s),
            email = lock.covered(x.email, s) FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n',
            x.name, x.title, x.department, x.email) ~* s;
    WHEN 'directory_servicearea' THEN
        UPDATE directory_servicearea x SET name = lock.covered(x.name, s),
            description = lock.covered(x.description, s), extent = lock.covered(x.extent, s),
            uri = lock.covered(x.uri, s) FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n', x.name,
            x.description, x.extent, x.uri) ~* s;
    WHEN 'directory_language' THEN
        UPDATE directory_language x SET name = lock.covered(x.name, s),
            note = lock.covered(x.note, s) FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n',
            x.name, x.note) ~* s;
    WHEN 'directory_funding' THEN
        UPDATE directory_funding x SET source = lock.covered(x.source, s) FROM fresh f WHERE f.id =
            x.id AND x.source ~* s;
    WHEN 'directory_requireddocument' THEN
        UPDATE directory_requireddocument x SET document = lock.covered(x.document, s),
            uri = lock.covered(x.uri, s) FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n',
            x.document, x.uri) ~* s;
    WHEN 'directory_costoption' THEN
        UPDATE directory_costoption x SET option = lock.covered(x.option, s),
            amount_description = lock.covered(x.amount_description, s) FROM fresh f WHERE f.id =
            x.id AND concat_ws(E'\n', x.option, x.amount_description) ~* s;
    WHEN 'directory_servicecapacity' THEN
        UPDATE directory_servicecapacity x SET description = lock.covered(x.description, s) FROM
            fresh f WHERE f.id = x.id AND x.description ~* s;
    WHEN 'directory_unit' THEN
        UPDATE directory_unit x SET name = lock.covered(x.name, s),
            identifier = lock.covered(x.identifier, s), uri = lock.covered(x.uri, s) FROM fresh f
            WHERE f.id = x.id AND concat_ws(E'\n', x.name, x.identifier, x.uri) ~* s;
    WHEN 'directory_url' THEN
        UPDATE directory_url x SET label = lock.covered(x.label, s), url = lock.covered(x.url, s)
            FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n', x.label, x.url) ~* s;
    WHEN 'directory_insuranceaccepted' THEN
        UPDATE directory_insuranceaccepted x SET name = lock.covered(x.name, s) FROM fresh f WHERE
            f.id = x.id AND x.name ~* s;
    WHEN 'directory_contactway' THEN
        UPDATE directory_contactway x SET note = lock.covered(x.note, s) FROM fresh f WHERE f.id =
            x.id AND x.note ~* s;
    WHEN 'directory_attribute' THEN
        UPDATE directory_attribute x SET value = lock.covered(x.value, s),
            label = lock.covered(x.label, s) FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n',
            x.value, x.label) ~* s;
    WHEN 'directory_taxonomy' THEN
        UPDATE directory_taxonomy x SET name = lock.covered(x.name, s),
            description = lock.covered(x.description, s), uri = lock.covered(x.uri, s) FROM fresh f
            WHERE f.id = x.id AND concat_ws(E'\n', x.name, x.description, x.uri) ~* s;
    WHEN 'directory_taxonomyterm' THEN
        UPDATE directory_taxonomyterm x SET name = lock.covered(x.name, s),
            description = lock.covered(x.description, s), term_uri = lock.covered(x.term_uri, s)
            FROM fresh f WHERE f.id = x.id AND concat_ws(E'\n', x.name, x.description, x.term_uri)
            ~* s;
    WHEN 'directory_metadata' THEN
        UPDATE directory_metadata x SET previous_value = lock.covered(x.previous_value, s),
            replacement_value = lock.covered(x.replacement_value, s),
            updated_by = lock.covered(x.updated_by, s) FROM fresh f WHERE f.id = x.id AND
            concat_ws(E'\n', x.previous_value, x.replacement_value, x.updated_by) ~* s;
    WHEN 'directory_metatabledescription' THEN
        UPDATE directory_metatabledescription x SET name = lock.covered(x.name, s) FROM fresh f
            WHERE f.id = x.id AND x.name ~* s;
    WHEN 'directory_translation' THEN
        UPDATE directory_translation x SET text = lock.covered(x.text, s),
            of = lock.covered(x.of, s), translator = lock.covered(x.translator, s) FROM fresh f
            WHERE f.id = x.id AND concat_ws(E'\n', x.text, x.of, x.translator) ~* s;
    WHEN 'directory_mistake' THEN
        UPDATE directory_mistake x SET words = lock.covered(x.words, s) FROM fresh f WHERE f.id =
            x.id AND x.words ~* s;
    ELSE
        RAISE EXCEPTION 'no texts are known of %', TG_TABLE_NAME;
    END CASE;
    RETURN NULL;
END $$;

-- Lets that trigger look at every row that tells of some streets.
CREATE FUNCTION lock.cover_again(s text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE directory_organization x SET id = x.id WHERE concat_ws(E'\n', x.name, x.alternate_name,
        x.description, x.email, x.website, x.tax_status, x.tax_id, x.legal_status, x.logo, x.uri) ~*
        s;
    UPDATE directory_organizationidentifier x SET id = x.id WHERE x.identifier ~* s;
    UPDATE directory_program x SET id = x.id WHERE concat_ws(E'\n', x.name, x.alternate_name,
        x.description) ~* s;
    UPDATE directory_service x SET id = x.id WHERE concat_ws(E'\n', x.name, x.alternate_name,
        x.description, x.url, x.email, x.interpretation_services, x.application_process,
        x.fees_description, x.wait_time, x.fees, x.accreditations, x.eligibility_description,
        x.assurer_email, x.licenses, x.alert) ~* s;
    UPDATE directory_serviceatlocation x SET id = x.id WHERE x.description ~* s;
    UPDATE directory_location x SET id = x.id WHERE concat_ws(E'\n', x.url, x.name,
        x.alternate_name, x.description, x.transportation, x.external_identifier) ~* s;
    UPDATE directory_accessibility x SET id = x.id WHERE concat_ws(E'\n', x.description, x.details,
        x.url) ~* s;
    UPDATE directory_schedule x SET id = x.id WHERE concat_ws(E'\n', x.description, x.schedule_link,
        x.notes, x.given) ~* s;
    UPDATE directory_phone x SET id = x.id WHERE concat_ws(E'\n', x.number, x.extension, x.type,
        x.description) ~* s;
    UPDATE directory_contact x SET id = x.id WHERE concat_ws(E'\n', x.name, x.title, x.department,
        x.email) ~* s;
    UPDATE directory_servicearea x SET id = x.id WHERE concat_ws(E'\n', x.name, x.description,
        x.extent, x.uri) ~* s;
    UPDATE directory_language x SET id = x.id WHERE concat_ws(E'\n', x.name, x.note) ~* s;
    UPDATE directory_funding x SET id = x.id WHERE x.source ~* s;
    UPDATE directory_requireddocument x SET id = x.id WHERE concat_ws(E'\n', x.document, x.uri) ~*
        s;
    UPDATE directory_costoption x SET id = x.id WHERE concat_ws(E'\n', x.option,
        x.amount_description) ~* s;
    UPDATE directory_servicecapacity x SET id = x.id WHERE x.description ~* s;
    UPDATE directory_unit x SET id = x.id WHERE concat_ws(E'\n', x.name, x.identifier, x.uri) ~* s;
    UPDATE directory_url x SET id = x.id WHERE concat_ws(E'\n', x.label, x.url) ~* s;
    UPDATE directory_insuranceaccepted x SET id = x.id WHERE x.name ~* s;
    UPDATE directory_contactway x SET id = x.id WHERE x.note ~* s;
    UPDATE directory_attribute x SET id = x.id WHERE concat_ws(E'\n', x.value, x.label) ~* s;
    UPDATE directory_taxonomy x SET id = x.id WHERE concat_ws(E'\n', x.name, x.description, x.uri)
        ~* s;
    UPDATE directory_taxonomyterm x SET id = x.id WHERE concat_ws(E'\n', x.name, x.description,
        x.term_uri) ~* s;
    UPDATE directory_metadata x SET id = x.id WHERE concat_ws(E'\n', x.previous_value,
        x.replacement_value, x.updated_by) ~* s;
    UPDATE directory_metatabledescription x SET id = x.id WHERE x.name ~* s;
    UPDATE directory_translation x SET id = x.id WHERE concat_ws(E'\n', x.text, x.of, x.translator)
        ~* s;
    UPDATE directory_mistake x SET id = x.id WHERE x.words ~* s;
$$;
