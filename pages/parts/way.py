"""A way to another page: what its link says, and the parameters that it takes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlencode

import streamlit as st


@dataclass(frozen=True)
class Way:
    """A link to a page of the app.

    Attributes:
        page: its file.
        label: what the link says.
        icon: beside it.
        told: what the page does, shown beside the link.
        parameters: of its URL.
    """

    page: str
    label: str
    icon: str
    told: str
    parameters: Mapping[str, str] | Sequence[tuple[str, str]]

    def show(self) -> None:
        """Show the link; the rest of the session stays as it is."""
        st.page_link(
            self.page,
            label=self.label,
            icon=self.icon,
            query_params=self.parameters,
            help=self.told,
        )

    def write(self) -> dict[str, str]:
        """Return the link as a component shows it; its address serves for a new tab."""
        return {
            "label": self.label,
            "icon": self.icon.removeprefix(":material/").removesuffix(":"),
            "told": self.told,
            "address": f"{PurePosixPath(self.page).stem}?{urlencode(self.parameters)}",
        }
