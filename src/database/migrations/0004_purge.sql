-- What a removed instance left behind may be deleted, by nobody but a transaction of that instance.
GRANT DELETE ON liftgate.settings TO liftgate_tenant;
