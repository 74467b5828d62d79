"""The pages of the assistant: `streamlit run streamlit_app.py`."""

import streamlit as st

from assistant.ui import chat, reports

st.set_page_config(page_title="Assistant", page_icon=":material/find_in_page:", layout="wide")
st.navigation(
    [
        st.Page(chat.page, title="Ask", url_path="ask", default=True),
        st.Page(reports.page, title="Reports", url_path="reports"),
    ]
).run()
