"""The pages of the assistant: `streamlit run streamlit_app.py`."""

from assistant.ui.app import main

main()
