"""What the public sees of practice: pages of both Hubs; and what people looked for there."""


def test_both_hubs_published_their_pages_in_three_languages(practice):
    from hubtable.hubs.queries.public_pages import published, texts
    from hubtable.hubs.rules.languages import PublicLanguage

    creole = published(PublicLanguage("ht"))
    assert [(hub.slug, hub.language, hub.towns) for hub in creole] == [
        ("metrowest-practice", "ht", ("Ashland, MA", "Framingham, MA", "Natick, MA")),
        ("worcester-practice", "ht", ("Worcester, MA",)),
    ]
    assert {hub.language for hub in published(PublicLanguage("fr"))} == {"en"}
    said = texts(PublicLanguage("es"), "metrowest-practice")
    assert said is not None
    assert "Ashland" in said.how_it_works
    assert all("555-01" in hub.phone for hub in creole)


def test_people_looked_for_help_and_found_gaps(practice):
    told = practice.rows(
        "SELECT category, town, sum(searches)::int, sum(without)::int FROM directory_searchcount"
        " GROUP BY 1, 2 HAVING sum(without) = sum(searches) ORDER BY 1, 2"
    )
    assert ("dental", "Framingham", 22, 22) in told
    assert len(told) == 4
