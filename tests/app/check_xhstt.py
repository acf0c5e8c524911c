#!/usr/bin/env python3
"""check_xhstt.py FILE...: is each a well-formed XHSTT archive of 2014?

A reader of its own, which shares nothing with src/kit/formats: it looks at the names, the
order and the number of elements as the format has them, at attributes, numbers, unique ids
and at what every reference names. Tests give it what our writer wrote.
"""
import sys
import xml.etree.ElementTree as ET

NEW_COST_FUNCTIONS = {"Linear", "Quadratic", "Step"}
OLD_COST_FUNCTIONS = {"Sum", "SumSteps", "StepSum", "SumSquares", "SquareSum"}

# The children of an element in their order: "?" at most one, "*" any number, else one.
ORDER = {
    "HighSchoolTimetableArchive": "MetaData? Instances? SolutionGroups?",
    "Instances": "Instance*",
    "Instance": "MetaData Times Resources Events Constraints",
    "Instance/MetaData": "Name Contributor Date Country Description Remarks?",
    "HighSchoolTimetableArchive/MetaData": "Name Contributor Date Description Remarks?",
    "SolutionGroup/MetaData": "Contributor Date Description Publication? Remarks?",
    "Times": "TimeGroups? Time*",
    "Times/TimeGroups": "Week* Day* TimeGroup*",
    "Times/Time": "Name Week? Day? TimeGroups?",
    "Time/TimeGroups": "TimeGroup*",
    "Instance/Resources": "ResourceTypes? ResourceGroups? Resource*",
    "ResourceTypes": "ResourceType*",
    "Resources/ResourceGroups": "ResourceGroup*",
    "Instance/Resources/Resource": "Name ResourceType ResourceGroups?",
    "Resources/ResourceGroups/ResourceGroup": "Name ResourceType",
    "Instance/Events": "EventGroups? Event*",
    "Instance/Events/EventGroups": "Course* EventGroup*",
    "Instance/Events/Event": "Name Duration Workload? Course? Time? Resources? "
                             "ResourceGroups? EventGroups?",
    "Instance/Events/Event/Resources/Resource": "Role? ResourceType? Workload?",
    "SolutionGroup": "MetaData Solution*",
    "Solution": "Description? RunningTime? Events? Report?",
    "Solution/Events": "Event*",
    "Solution/Events/Event": "Duration? Time? Resources?",
    "Solution/Events/Event/Resources/Resource": "Role",
    "Report": "InfeasibilityValue ObjectiveValue Resources? Events? EventGroups?",
    "EventPair": "FirstEvent SecondEvent MinSeparation? MaxSeparation?",
    "SpreadEventsConstraint/TimeGroups/TimeGroup": "Minimum Maximum",
}
COMMON = "Name Required Weight CostFunction AppliesTo "
CONSTRAINTS = {
    "AssignResource": "Role",
    "AssignTime": "",
    "SplitEvents": "MinimumDuration MaximumDuration MinimumAmount MaximumAmount",
    "DistributeSplitEvents": "Duration Minimum Maximum",
    "PreferResources": "ResourceGroups? Resources? Role",
    "PreferTimes": "TimeGroups? Times? Duration?",
    "AvoidSplitAssignments": "Role",
    "SpreadEvents": "TimeGroups?",
    "LinkEvents": "",
    "OrderEvents": "",
    "AvoidClashes": "",
    "AvoidUnavailableTimes": "TimeGroups? Times?",
    "LimitIdleTimes": "TimeGroups? Minimum Maximum",
    "ClusterBusyTimes": "TimeGroups? Minimum Maximum",
    "LimitBusyTimes": "TimeGroups? Minimum Maximum",
    "LimitWorkload": "Minimum Maximum",
}
for kind, own in CONSTRAINTS.items():
    ORDER[kind + "Constraint"] = COMMON + own
NUMBERS = {"Duration", "Workload", "Weight", "Minimum", "Maximum", "MinimumDuration",
           "MaximumDuration", "MinimumAmount", "MaximumAmount", "MinSeparation",
           "MaxSeparation", "Cost", "InfeasibilityValue", "ObjectiveValue"}
# What a reference in an element of this name means.
KIND = {"Week": "time group", "Day": "time group", "TimeGroup": "time group", "Time": "time",
        "ResourceType": "type", "ResourceGroup": "resource group", "Resource": "resource",
        "Course": "event group", "EventGroup": "event group", "Event": "event",
        "FirstEvent": "event", "SecondEvent": "event", "Constraint": "constraint"}


class Fault(Exception):
    """What is wrong, with the path of the element."""


def require(holds, path, what):
    if not holds:
        raise Fault("/".join(path) + ": " + what)


def rule_for(path):
    for n in (4, 3, 2, 1):
        rule = ORDER.get("/".join(path[-n:]))
        if rule is not None:
            return rule
    return None


def check_order(element, path):
    rule = rule_for(path)
    if rule is None or element.get("Reference") and len(element) == 0:
        return
    names = [child.tag for child in element]
    at = 0
    for part in rule.split():
        name = part.rstrip("?*")
        n = 0
        while at < len(names) and names[at] == name:
            at, n = at + 1, n + 1
        require(n <= 1 or part.endswith("*"), path, f"{n} times {name}")
        require(n >= 1 or part[-1] in "?*", path, f"{name} is missing")
    require(at == len(names), path, f"{names[at:at + 1]} is out of place")


def check_text(element, path):
    if element.tag in NUMBERS:
        require((element.text or "").lstrip("-").isdigit(), path, "is no number")
    if element.tag == "Required":
        require(element.text in ("true", "false"), path, "is neither true nor false")
    if element.tag == "CostFunction":
        require(element.text in NEW_COST_FUNCTIONS | OLD_COST_FUNCTIONS, path, element.text)
    if len(element):
        require(not (element.text or "").strip(), path, "text beside elements")


def check_shape(element, path):
    check_order(element, path)
    check_text(element, path)
    for name in element.attrib:
        require(name in ("Id", "Reference", "Color"), path, f"attribute {name}")
    for child in element:
        check_shape(child, path + [child.tag])


def collect(ids, kind, elements, path):
    for element in elements:
        key = element.get("Id")
        require(key, path, f"a {kind} without Id")
        require((kind, key) not in ids, path, f"the {kind} {key} twice")
        ids[kind, key] = element


def instance_ids(instance, path):
    ids = {}
    for kind, paths in (
            ("time group", ("Times/TimeGroups/*",)), ("time", ("Times/Time",)),
            ("type", ("Resources/ResourceTypes/*",)),
            ("resource group", ("Resources/ResourceGroups/*",)),
            ("resource", ("Resources/Resource",)), ("event group", ("Events/EventGroups/*",)),
            ("event", ("Events/Event",)), ("constraint", ("Constraints/*",))):
        for where in paths:
            collect(ids, kind, instance.findall(where), path)
    return ids


def check_references(element, ids, path):
    for child in element.iter():
        reference = child.get("Reference")
        if reference is not None and child is not element:
            require((KIND[child.tag], reference) in ids, path,
                    f"there is no {KIND[child.tag]} {reference}")


def check_event(event, path):
    roles = [e.text for e in event.findall("Resources/Resource/Role")]
    require(len(roles) == len(set(roles)), path, "a role twice")
    for resource in event.findall("Resources/Resource"):
        if resource.get("Reference") is None:
            require(resource.find("Role") is not None, path, "a need without role")
            require(resource.find("ResourceType") is not None, path, "a need without type")


def check_solution(solution, ids, path):
    left = {key[1]: int(e.find("Duration").text) for key, e in ids.items() if key[0] == "event"}
    times = [key[1] for key in ids if key[0] == "time"]
    for meet in solution.findall("Events/Event"):
        name = meet.get("Reference")
        duration = int(meet.find("Duration").text)
        left[name] -= duration
        require(left[name] >= 0, path, f"too much of event {name}")
        start = meet.find("Time")
        if start is not None:
            require(times.index(start.get("Reference")) + duration <= len(times), path,
                    f"event {name} ends after the last time")
        roles = {e.text for e in ids["event", name].findall("Resources/Resource/Role")}
        for role in meet.findall("Resources/Resource/Role"):
            require(role.text in roles, path, f"event {name} has no role {role.text}")


def check(root):
    require(root.tag == "HighSchoolTimetableArchive", [root.tag], "is no archive")
    check_shape(root, [root.tag])
    by_instance = {}
    for instance in root.findall("Instances/Instance"):
        path = ["Instance " + (instance.get("Id") or "")]
        ids = instance_ids(instance, path)
        check_references(instance, ids, path)
        for event in instance.findall("Events/Event"):
            check_event(event, path)
        for constraint in instance.find("Constraints"):
            require(constraint.tag[:-10] in CONSTRAINTS, path, constraint.tag)
        require(instance.get("Id") not in by_instance, path, "stands there twice")
        by_instance[instance.get("Id")] = ids
    for group in root.findall("SolutionGroups/SolutionGroup"):
        for solution in group.findall("Solution"):
            path = ["Solution group " + group.get("Id")]
            require(solution.get("Reference") in by_instance, path, "unknown instance")
            ids = by_instance[solution.get("Reference")]
            check_references(solution, ids, path)
            check_solution(solution, ids, path)


def main():
    for name in sys.argv[1:]:
        try:
            check(ET.parse(name).getroot())
        except (Fault, ET.ParseError) as fault:
            sys.exit(f"{name}: {fault}")


if __name__ == "__main__":
    main()
