import pytest

from assistant.reports.boilerplate import is_legal_heading, is_notice, is_promotion


@pytest.mark.parametrize(
    "text",
    [
        "Request free Assynt Report trial here",
        "Ask for a free trial of the Letter",
        "Try the Sample Risk Brief free for two weeks",
        "For a free month of the Brief, write to our subscriptions desk",
        "Subscribe",
        "Subscribe now for daily updates",
        "Sign up for our newsletter",
        "Click here to read the full report",
        "Read more",
        "Follow us on social media",
        "© 2024 A Publisher Ltd",
        "Copyright 2024 A Publisher",
        "All rights reserved.",
        "https://example.org/reports",
        "Sample report written for the archive; public facts, invented forecasts.",
        "[This note is a sample; its forecasts are made up.]",
        "* * *",
        "________",
    ],
)
def test_promotion_and_sample_notices(text: str) -> None:
    assert is_promotion(text) and is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Requests for asylum rose by a third.",
        "Start of the trial of the former president was put off.",
        "Try as he might, the president cannot free the hostages.",
        "For a free press to survive, the law has to change.",
        "Copyright law will be amended in March.",
        "Subscribers to the state fund lost money.",
        "Contact between the two sides resumed in May.",
        "Click fraud is now a crime in Kenya.",
        "The court denied him a free and fair trial.",
        "A sample of 1,200 voters was asked in May.",
        "The government accepts no responsibility for the killings.",
        "The bill would make data confidential.",
        "Get-out-the-vote drives helped the opposition.",
        "The subscription to the bond was heavy, and the sale of the bank went on. " * 5,
    ],
)
def test_a_paragraph_with_such_words_is_kept(text: str) -> None:
    assert not is_promotion(text) and not is_notice(text)


def test_legal_notices_count_at_the_end_only() -> None:
    notice = (
        "This report is provided for information purposes only and does not constitute advice. "
        "The publisher accepts no liability for losses."
    )
    assert is_notice(notice) and not is_promotion(notice)
    assert is_notice("Subscribers may ask for a free trial of the daily edition.")
    assert not is_notice(notice + " And so on." * 200)


def test_headings_of_sections_that_are_no_matter_of_the_report() -> None:
    assert is_legal_heading("Disclaimer") and is_legal_heading("ABOUT US:")
    assert not is_legal_heading("Disclaimer of the treaty") and not is_legal_heading("Outlook")
