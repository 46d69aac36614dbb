"""Equal treatment: were all candidates of a requisition judged by the same rules?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from interview.scoring.report import ModelReport


def unequal_treatment(models: Mapping[str, ModelReport]) -> tuple[str, ...]:
    """What differs between the recommendations of several candidates: one sentence a difference.

    None if all were made by one model version, one calibration and one policy.
    """
    sentences = []
    for what, of in (
        ("versions of the scoring model", lambda model: model.version),
        ("calibrations", lambda model: model.calibration),
        ("policies", lambda model: tuple(sorted(model.thresholds.items()))),
    ):
        groups: dict[object, list[str]] = defaultdict(list)
        for candidate, model in sorted(models.items()):
            groups[of(model)].append(candidate)
        if len(groups) > 1:
            smallest = min(groups.values(), key=lambda names: (len(names), names))
            sentences.append(
                f"{len(groups)} {what} were used for {len(models)} candidates; {', '.join(smallest[:5])} "
                f"{'was' if len(smallest) == 1 else 'were'} judged by another one than most: score them again by the same rules."
            )
    return tuple(sentences)
